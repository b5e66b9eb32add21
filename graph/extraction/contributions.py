from __future__ import annotations

from collections.abc import Iterator

from graph.linking.document import LinkedArticle
from graph.model import Claim


def find(linked: LinkedArticle) -> Iterator[Claim]:
    yield from ()
