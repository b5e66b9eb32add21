"""The W3C's graph store protocol suite (``http-rdf-update/tests.txt``): one conversation, step by step.

The suite counts 19 requests; ``STEPS`` holds them in its order, since each builds on those before it.
"""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pyoxigraph as ox

from tests.w3c.compare import canonical

STORE = "/rdf-graph-store"
ONE, TWO = f"{STORE}/person/1.ttl", f"{STORE}/person/2.ttl"
TURTLE = {"Content-Type": "text/turtle"}
ACCEPT = {"Accept": "text/turtle; charset=utf-8"}
PREFIXES = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> .\n"
JOHN = PREFIXES + '<http://h/1> a foaf:Person; foaf:businessCard [ a v:VCard; v:fn "John Doe" ] .'
JANE = JOHN.replace("John", "Jane")
ALICE = PREFIXES + '[] a foaf:Person; foaf:businessCard [ a v:VCard; v:given-name "Alice" ] .'
NAMED = JANE + ' <http://h/1> foaf:name "Jane Doe" .'
WHOLE = NAMED + ' <http://h/1> foaf:familyName "Doe"; foaf:givenName "Jane" .'
MULTIPART = """--AaB03x\r
content-disposition: form-data; name="graphs"\r
Content-type: multipart/mixed, boundary=BbC04y\r
\r
--BbC04y\r
Content-disposition: attachment; filename="lastName.ttl"\r
Content-type: text/turtle\r
\r
@prefix foaf: <http://xmlns.com/foaf/0.1/> .\r
<http://h/1> foaf:familyName "Doe" .\r
--BbC04y\r
Content-disposition: attachment; filename="firstName.ttl"\r
Content-type: text/turtle\r
\r
@prefix foaf: <http://xmlns.com/foaf/0.1/> .\r
<http://h/1> foaf:givenName "Jane" .\r
--BbC04y--\r
--AaB03x--\r
"""
Memory = dict[str, str]


def _get(client: httpx.Client, path: str, expected: str, **params: str) -> None:
    response = client.get(path, params=params or None, headers=ACCEPT)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/turtle")
    found = canonical(ox.parse(response.content, ox.RdfFormat.TURTLE))
    assert found == canonical(ox.parse(expected.encode(), ox.RdfFormat.TURTLE))


def _status(response: httpx.Response, *codes: int) -> None:
    assert response.status_code in codes, f"{response.status_code} {response.text}"


def _put(client: httpx.Client, path: str, body: str, *codes: int, **params: str) -> None:
    _status(client.put(path, params=params or None, content=body.encode(), headers=TURTLE), *codes)


def _mismatch(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/rdf+xml"}
    _status(client.put(ONE, content=JANE.encode(), headers=headers), 400)


def _multipart(client: httpx.Client) -> None:
    headers = {"Content-Type": "multipart/form-data, boundary=AaB03x"}
    _status(client.post(ONE, content=MULTIPART.encode(), headers=headers), 200, 204)


def _create(client: httpx.Client, memory: Memory) -> None:
    response = client.post(STORE, content=ALICE.encode(), headers=TURTLE)
    _status(response, 201)
    memory["path"] = response.headers["Location"]


def _head(client: httpx.Client, path: str, code: int) -> None:
    response = client.head(path)
    _status(response, code)
    assert not response.content


STEPS: dict[str, Callable[[httpx.Client, Memory], None]] = {
    "PUT - Initial state": lambda c, _: _put(c, ONE, JOHN, 201),
    "GET of PUT - Initial state": lambda c, _: _get(c, ONE, JOHN),
    "PUT - graph already in store": lambda c, _: _put(c, ONE, JANE, 200, 204),
    "GET of PUT - graph already in store": lambda c, _: _get(c, ONE, JANE),
    "PUT - default graph": lambda c, _: _put(c, STORE, ALICE, 200, 201, 204, default=""),
    "GET of PUT - default graph": lambda c, _: _get(c, STORE, ALICE, default=""),
    "PUT - mismatched payload": lambda c, _: _mismatch(c),
    "PUT - empty graph": lambda c, _: _put(c, TWO, "", 200, 201, 204),
    "GET of PUT - empty graph": lambda c, _: _get(c, TWO, ""),
    "DELETE - existing graph": lambda c, _: _status(c.delete(TWO), 200, 204),
    "GET of DELETE - existing graph": lambda c, _: _status(c.get(TWO), 404),
    "DELETE - non-existent graph": lambda c, _: _status(c.delete(TWO), 404),
    "POST - existing graph": lambda c, _: _status(
        c.post(ONE, content=(PREFIXES + '<http://h/1> foaf:name "Jane Doe" .').encode(), headers=TURTLE), 200, 204
    ),
    "GET of POST - existing graph": lambda c, _: _get(c, ONE, NAMED),
    "POST - multipart/form-data": lambda c, _: _multipart(c),
    "GET of POST - multipart/form-data": lambda c, _: _get(c, ONE, WHOLE),
    "POST - create new graph": _create,
    "GET of POST - create new graph": lambda c, m: _get(c, m["path"], ALICE),
    "POST - empty graph to existing graph": lambda c, m: _status(
        c.post(m["path"], content=b"", headers=TURTLE), 200, 204
    ),
    "GET of POST - after noop": lambda c, m: _get(c, m["path"], ALICE),
    "HEAD on an existing graph": lambda c, _: _head(c, ONE, 200),
    "HEAD on a non-existing graph": lambda c, _: _head(c, TWO, 404),
}
