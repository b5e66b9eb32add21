"""The W3C's SPARQL suites, taken from rdflib's source distribution: fetched once, checked by hash, kept in .cache.

python -m tests.w3c.suites      fetch them (part of setting up the tests)
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "7.6.0"
SHA256 = "6c831288d5e4a5a7ece85d0ccde9877d512a3d0f02d7c06455d00d6d0ea379df"
_INSIDE = f"rdflib-{VERSION}/test/data/suites/w3c/"
_WANTED = ("sparql11/", "dawg-data-r2/")
CACHE = Path(__file__).parents[2] / ".cache" / "w3c"


def folder() -> Path:
    """Where the suites lie. Their absence is a failure, never a skip."""
    if not (CACHE / "sparql11" / "manifest-all.ttl").exists():
        raise FileNotFoundError("the W3C suites are missing: run `python -m tests.w3c.suites` first (`make test` does)")
    return CACHE


def fetch() -> Path:
    """Download, verify and unpack, unless that is done. Raises ValueError when the hash differs."""
    if (CACHE / "sparql11" / "manifest-all.ttl").exists():
        return CACHE
    with tempfile.TemporaryDirectory() as scratch:
        archive = _download(Path(scratch))
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != SHA256:
            raise ValueError(f"{archive.name} has hash {found}, not {SHA256}: somebody changed it")
        _unpack(archive)
    return CACHE


def _download(scratch: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
    subprocess.run([*command, "--dest", str(scratch), f"rdflib=={VERSION}"], check=True)
    return scratch / f"rdflib-{VERSION}.tar.gz"


def _unpack(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix(_INSIDE)
            if member.isfile() and name != member.name and name.startswith(_WANTED):
                source = tar.extractfile(member)
                assert source is not None
                target = CACHE / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read())


if __name__ == "__main__":
    print(fetch())
