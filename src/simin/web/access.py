"""Who may call which route: every view says so, and one that says nothing is refused (invariant 8).

A view of our own is marked where it is written (``@public``, ``@signed``, ``@signed_in``,
``@allow(…)``; on a function, on a class, or around ``as_view()``). Views of libraries are listed by
route name in ``library_routes``. ``gate`` enforces both. Nothing in here answers a request.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from simin.domains.identity import queries
from simin.domains.identity.roles import Role
from simin.web import library_routes

type View = Callable[..., Any]

_MARK = "simin_access"
_HELD = "simin_roles"


class Door(StrEnum):
    """How far a route is open."""

    #: Anyone; no session is opened and no cookie is set.
    PUBLIC = "public"
    #: Programs that sign what they send; the view checks the signature.
    SIGNED = "signed"
    #: Anyone may read; who writes needs the key of a device. No session opens it.
    KEYS = "keys"
    #: Anyone with an account.
    SIGNED_IN = "signed_in"
    #: Accounts that hold one of some roles.
    ROLES = "roles"
    #: Nobody: a library's route that this installation does not use.
    CLOSED = "closed"


@dataclass(frozen=True)
class Access:
    """What a route declares."""

    door: Door
    #: Only with ``Door.ROLES``; one of them is enough.
    roles: frozenset[Role] = field(default_factory=frozenset)


def public[V: View | type](view: V) -> V:
    """Anyone may call it."""
    return _marked(view, Access(Door.PUBLIC))


def signed[V: View | type](view: V) -> V:
    """Programs that sign what they send may call it; the view itself checks, before all else."""
    return _marked(view, Access(Door.SIGNED))


def keys_write[V: View | type](view: V) -> V:
    """Anyone may read it; writing needs the key of a device (``request.simin_admission``)."""
    return _marked(view, Access(Door.KEYS))


def signed_in[V: View | type](view: V) -> V:
    """Anyone with an account may call it."""
    return _marked(view, Access(Door.SIGNED_IN))


def allow[V: View | type](*roles: Role) -> Callable[[V], V]:
    """Accounts that hold one of ``roles`` may call it: ``@allow(*OFFICE_ROLES)``."""
    if not roles:
        raise ValueError("allow() needs a role; a view for anyone with an account is @signed_in")
    return lambda view: _marked(view, Access(Door.ROLES, frozenset(roles)))


def access_of(view: View, route: str | None) -> Access | None:
    """What is declared for a view (by itself, its class, or the table); None: nothing."""
    for declared in (view, getattr(view, "view_class", None)):
        mark = getattr(declared, _MARK, None)
        if isinstance(mark, Access):
            return mark
    return _of_library(route)


def roles_held(request: HttpRequest) -> frozenset[Role]:
    """The caller's roles, asked once a request; for templates and views that show more to some.

    Reads the session: a page for everyone that calls this is no longer the same for everyone.
    """
    held: frozenset[Role] | None = getattr(request, _HELD, None)
    if held is None:
        account = request.user.pk if request.user.is_authenticated else None
        held = queries.roles_of(account) if account is not None else frozenset()
        setattr(request, _HELD, held)
    return held


def undeclared_routes() -> list[str]:
    """Every route of the installation that says nothing: what the test wants to be empty."""
    routes = _routes(get_resolver(), "", "")
    return [f"{path} ({name})" for path, name, view in routes if access_of(view, name) is None]


def _marked[V](view: V, access: Access) -> V:
    setattr(view, _MARK, access)
    return view


def _of_library(route: str | None) -> Access | None:
    if library_routes.is_closed(route):
        return Access(Door.CLOSED)
    if route in library_routes.PUBLIC:
        return Access(Door.PUBLIC)
    return Access(Door.SIGNED_IN) if route in library_routes.SIGNED_IN else None


def _routes(resolver: URLResolver, path: str, space: str) -> Iterator[tuple[str, str, View]]:
    for known in resolver.url_patterns:
        here = path + str(known.pattern)
        if isinstance(known, URLPattern):
            yield here, space + (known.name or known.lookup_str), known.callback
        else:
            yield from _routes(
                known, here, f"{space}{known.namespace}:" if known.namespace else space
            )
