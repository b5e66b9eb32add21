"""When something held or happened, as the sentence says it, resolved against the day of publication.

Thin for now: explicit dates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.linking.document import LinkedArticle
from graph.model import Time

if TYPE_CHECKING:
    from spacy.tokens import Token

_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def of(trigger: Token, linked: LinkedArticle) -> Time | None:  # noqa: ARG001
    """The time of the clause that the trigger heads, if its sentence gives one."""
    found = _ISO.search(trigger.sent.text)
    return None if found is None else Time.at(found.group())
