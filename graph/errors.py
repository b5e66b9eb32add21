"""Everything that Entente raises on purpose.

    EntenteError
      ArticleError            an article cannot be read: empty, binary, not an article, wrongly encoded
      ModelError              the language model is missing, altered or of the wrong version
      CatalogError            a row of the catalogue or lexicon is wrong (file, line, what to do)
      ValidationError         a graph breaks the shapes
      StoreError              the store cannot do what was asked
        StoreLocked           another process holds it
        StoreCorrupt          its files are damaged
        StoreUnavailable      it does not answer (remote or restarting)
        StoreFull             no room left, or read-only
      QueryError              a query was not answered
        QuerySyntaxError      it does not parse (line and column)
        QueryTimeout          it ran past its deadline
        QueryTooLarge         memory, rows or bytes ran past the limit
        QueryRefused          it asks for what is not allowed (SERVICE, LOAD, an update)
        Overloaded            too many queries wait; come back later
        NotAcceptable         the answer does not come in any of the formats asked for
      NotFound                nothing has this id
      QuestionNotUnderstood   a question in words that has no query (says what can be asked)
      SettingsError           a setting is unknown or malformed

Messages say what failed, with which value, and what to do. None carries an HTTP status: the command line raises
them too, and ``api.errors`` knows the statuses.
"""

from __future__ import annotations


class EntenteError(Exception):
    """Base of all our errors; ``str()`` is fit to be shown to a user."""


class ArticleError(EntenteError):
    """An article cannot be read."""


class ModelError(EntenteError):
    """The language model cannot be used."""


class CatalogError(EntenteError):
    """A row of the catalogue or the lexicon is wrong."""

    def __init__(self, message: str, *, file: str = "", line: int = 0) -> None:
        super().__init__(f"{file}:{line}: {message}" if file else message)
        self.file, self.line = file, line


class ValidationError(EntenteError):
    """A graph breaks the shapes."""


class StoreError(EntenteError):
    """The store cannot do what was asked."""


class StoreLocked(StoreError):
    """Another process holds the store."""


class StoreCorrupt(StoreError):
    """The store's files are damaged."""


class StoreUnavailable(StoreError):
    """The store does not answer."""


class StoreFull(StoreError):
    """The store cannot be written: no room left, or read-only."""


class QueryError(EntenteError):
    """A query was not answered."""


class QuerySyntaxError(QueryError):
    """The query does not parse."""

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class QueryTimeout(QueryError):
    """The query ran past its deadline."""


class QueryTooLarge(QueryError):
    """The query ran past a limit on memory, rows or bytes."""


class QueryRefused(QueryError):
    """The query asks for what is not allowed here."""


class Overloaded(QueryError):
    """Too many queries wait."""

    def __init__(self, message: str, *, retry_after: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotAcceptable(QueryError):
    """The answer does not come in any of the formats asked for."""


class NotFound(EntenteError):
    """Nothing has this id."""


class QuestionNotUnderstood(EntenteError):
    """A question in words has no query."""


class SettingsError(EntenteError):
    """A setting is unknown or malformed."""
