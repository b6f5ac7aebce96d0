"""The ways through the desk, in the order in which they are shown; each for whom it opens.

A way that would refuse the reader is not offered. The pages themselves decide; nothing is opened
or closed here.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simin.domains.identity.policies import (
    DESK_ROLES,
    OFFICE_ROLES,
    ROOM_ROLES,
    WARNING_READER_ROLES,
    may,
)
from simin.domains.identity.roles import Role
from simin.web.access import roles_held


@dataclass(frozen=True)
class Way:
    """``name``: of its route; ``beginnings``: of addresses on which it is the present one."""

    name: str
    words: Promise
    icon: str
    beginnings: Collection[str]
    roles: frozenset[Role] = DESK_ROLES


WAYS = (
    Way("my-desk", _("My desk"), "user", ("/desk/notifications/",)),
    Way("room", _("Situation room"), "siren", ("/room/",), ROOM_ROLES),
    Way("incidents", _("Incidents"), "flame", ("/desk/incidents/", "/desk/field/"), OFFICE_ROLES),
    Way("directives", _("Directives"), "list", ("/desk/directives/",)),
    Way("steps", _("Steps"), "timer", ("/desk/steps/", "/desk/procedures/")),
    Way("warnings", _("Warnings"), "megaphone", ("/desk/warnings/",), WARNING_READER_ROLES),
    Way("stage", _("City stage"), "shield-alert", ("/desk/stage/",)),
    Way("projects", _("Projects"), "hard-hat", ("/desk/projects/", "/desk/pledges/")),
    Way("releases", _("Release"), "lock", ("/desk/release/",), OFFICE_ROLES),
    Way("rules", _("Rules"), "bell", ("/desk/rules/", "/desk/alerts/")),
    Way("sources", _("Sources"), "cable", ("/desk/sources/",)),
    Way("kiosks", _("Kiosks"), "monitor", ("/desk/kiosks/",)),
    Way("plaza-desk-requests", _("Requests"), "message-square", ("/desk/dataset-requests/",)),
    Way("datasets", _("Data sets"), "database", ("/desk/datasets/",)),
)


@dataclass(frozen=True)
class Offered:
    address: str
    words: str
    icon: str
    here: bool


def offered(request: HttpRequest) -> Iterator[Offered]:
    """Those that open for whoever asks."""
    held = roles_held(request)
    for way in WAYS:
        if may(held, way.roles):
            yield Offered(reverse(way.name), str(way.words), way.icon, _is_here(way, request))


def _is_here(way: Way, request: HttpRequest) -> bool:
    match = request.resolver_match
    named = match is not None and match.url_name == way.name
    return named or any(beginning in request.path for beginning in way.beginnings)
