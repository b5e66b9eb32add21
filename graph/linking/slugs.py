"""Keys of entities that articles name and no catalogue lists."""

from __future__ import annotations

import re

from graph.linking.aliases import fold

_GAPS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`")


def slug(name: str) -> str:
    """ASCII, lower case, hyphens: *Médecins d'Afrique* -> ``medecins-dafrique``. Other scripts as code points."""
    plain = fold(name.translate(_APOSTROPHES)).hay.strip()
    ascii_only = _GAPS.sub("-", plain).strip("-")
    return ascii_only or "-".join(f"{ord(character):x}" for character in plain[:24] if character != " ")
