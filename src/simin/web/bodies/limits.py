"""How large a body a view takes, and whether files, said where the view is written.

A view that says nothing takes what forms and small documents need, and no file. What is said here
is held twice: before a thread is taken (``whole``), and where Django would write files (``files``).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

type View = Callable[..., Any]

#: Bytes: somewhat more than Django itself takes without files, so that its refusals stand.
USUAL = 3 << 20
#: Forms with files. The proxies of ``deploy/`` take as much.
FORM = 64 << 20

_MOST, _FILES = "simin_largest_body", "simin_takes_files"


def takes[V: View](most: int) -> Callable[[V], V]:
    """The view reads bodies of up to ``most`` bytes."""

    def marked(view: V) -> V:
        setattr(view, _MOST, most)
        return view

    return marked


def takes_files[V: View](view: V) -> V:
    """The view takes forms with files, of whom its declaration of access lets pass."""
    setattr(view, _FILES, True)
    return takes(FORM)(view)


def has_files(view: View) -> bool:
    return bool(getattr(view, _FILES, False))


def most_of(path: str) -> int:
    """Bytes that the view at ``path`` takes; the usual where there is none."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            view = resolve(path).func
        except Resolver404:
            return USUAL
    return int(getattr(view, _MOST, USUAL))
