"""Addresses whose declarations are tried out, beside sign-in and the names that it leads to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from simin.domains.identity.policies import DESK_ROLES, OFFICE_ROLES, ROOM_ROLES
from simin.domains.identity.roles import Role
from simin.web.access import allow, public, signed_in


def page() -> Callable[[HttpRequest], HttpResponse]:
    """A view of its own each time, since a declaration marks the view."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("here")

    return view


urlpatterns = [
    path("", public(page()), name="citizen"),
    path("office/", allow(*OFFICE_ROLES)(page()), name="office"),
    path("room/", allow(*ROOM_ROLES)(page()), name="room"),
    path("desk/sources/", allow(*DESK_ROLES)(page()), name="sources"),
    path("desk/", allow(*DESK_ROLES)(page()), name="my-desk"),
    path("desk/directives/", allow(*DESK_ROLES)(page()), name="directives"),
    path("desk/datasets/", allow(*DESK_ROLES)(page()), name="datasets"),
    path("account/", include("allauth.urls")),
    path("", include("simin.web.city.urls")),
    path("", include("simin.web.city.page_urls")),
    path("", include("simin.web.push.worker_urls")),
    path("", include("simin.web.search.urls")),
    path("tried/public", public(page())),
    path("tried/signed-in", signed_in(page())),
    path("tried/office", allow(*OFFICE_ROLES)(page())),
    path("tried/audit", allow(Role.AUDITOR)(page())),
    path("api/tried", allow(Role.AUDITOR)(page())),
    path("tried/nothing", page(), name="nothing"),
]
