from functools import partial

import pytest
from django.http import HttpRequest, HttpResponse
from django.views import View

from simin.domains.identity.roles import Role
from simin.web.access import Access, Door, access_of, allow, public, signed_in


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Page(View):
    pass


def fresh() -> partial[HttpResponse]:
    return partial(view)


def test_a_view_that_says_nothing_has_no_access() -> None:
    assert access_of(view, "page") is None
    assert access_of(Page.as_view(), None) is None


@pytest.mark.parametrize(
    ("declare", "access"),
    [
        (public, Access(Door.PUBLIC)),
        (signed_in, Access(Door.SIGNED_IN)),
        (allow(Role.MAYOR), Access(Door.ROLES, frozenset({Role.MAYOR}))),
    ],
)
def test_a_declaration_is_found_on_functions_classes_and_around_views(declare, access) -> None:  # type: ignore[no-untyped-def]
    class Declared(View):
        pass

    assert access_of(declare(fresh()), None) == access
    assert access_of(declare(Declared).as_view(), None) == access
    assert access_of(declare(Page.as_view()), None) == access
    assert access_of(view, None) is None


def test_a_declaration_wins_over_the_table() -> None:
    assert access_of(signed_in(fresh()), "account_login") == Access(Door.SIGNED_IN)


@pytest.mark.parametrize(
    ("route", "door"),
    [
        ("account_login", Door.PUBLIC),
        ("mfa_index", Door.SIGNED_IN),
        ("account_confirm_login_code", Door.CLOSED),
    ],
)
def test_routes_of_libraries_stand_in_the_table(route: str, door: Door) -> None:
    assert access_of(view, route) == Access(door)


def test_nobody_is_allowed_by_mistake() -> None:
    with pytest.raises(ValueError, match="needs a role"):
        allow()
