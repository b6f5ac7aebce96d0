"""Files that pages hand out: a page's thread opens one and lends it, and is free again.

By ``wsgi.file_wrapper`` (PEP 3333), which Django uses where a server has it.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import partial
from typing import Any, cast

from django.db import close_old_connections

from simin.web.answering.leaving import Readable

type Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]

_LENT = "simin.lent"


class _Nothing:
    """The body of an answer whose file was lent; the thread's connection ends with it."""

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        close_old_connections()


def lending(application: Wsgi) -> Wsgi:
    """Around Django: files are lent to the scope of the request."""

    def lent(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            environ["wsgi.file_wrapper"] = partial(_lend, environ["asgi.scope"])
        return application(environ, start_response)

    return lent


def _lend(scope: MutableMapping[str, Any], file: Readable, _size: int) -> _Nothing:
    scope[_LENT] = file
    return _Nothing()


def lent_to(scope: MutableMapping[str, Any]) -> Readable | None:
    """The file of the answer, where it is one."""
    return cast(Readable | None, scope.get(_LENT))
