"""Which views ask the data for the public, said where the view is written; and who is not it."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

type View = Callable[..., Any]

_READS = ("GET", "HEAD")
_MARK = "simin_asks_the_data"


def asks_the_data[V: View](view: V) -> V:
    """The view's answers may be dear, and anybody may ask for them."""
    setattr(view, _MARK, True)
    return view


def reads_the_data[V: View](view: V) -> V:
    """The same of what is read there; who writes needs a key."""
    setattr(view, _MARK, _READS)
    return view


def is_question(path: str, method: str) -> bool:
    """Whether what answers ``method`` at ``path`` is marked."""
    mark = _mark(path)
    return mark is True or method in mark


def has_session(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a session is named, be it one or not: the office asks with one."""
    mark = f"{settings.SESSION_COOKIE_NAME}=".encode()
    told = (value for name, value in headers if name == b"cookie")
    return any(pair.strip().startswith(mark) for value in told for pair in value.split(b";"))


@lru_cache(4096)
def _mark(path: str) -> Any:
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            view = resolve(path).func
        except Resolver404:
            return ()
    return getattr(view, _MARK, ())
