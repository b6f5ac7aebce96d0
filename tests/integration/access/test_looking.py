"""Who only looks leaves no trace, what was made for somebody is kept by nobody, and odd requests
get a plain answer."""

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simin.domains.identity.roles import Role
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

INDICATOR, INCIDENT = "/card/air/pm25", "/card/incident/2022-000002"
PAGES = ("/", "/en/", INDICATOR, INCIDENT, f"{INDICATOR}.json")
SERIES = (f"{INDICATOR}/history.json", f"{INDICATOR}/rows.csv")
FILES = ("/city/history.json", "/city/theme.css", "/city/icon.svg", "/city/outline.geojson")
SIGN_IN = "/account/login/"


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(people.account("kim", *roles))
    return client


def kept(answer: HttpResponse) -> set[str]:
    return {part.split("=")[0].strip() for part in answer["Cache-Control"].split(",")}


@pytest.mark.parametrize("address", [*PAGES, *SERIES, *FILES])
def test_who_looks_gets_no_cookie_and_what_everyone_may_keep(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in kept(answer) and not {"private", "no-store"} & kept(answer)
    assert Session.objects.count() == 0


@pytest.mark.parametrize("address", [*PAGES, *SERIES, *FILES])
def test_a_cache_in_front_may_answer_for_the_city(client: Client, address: str) -> None:
    answer = client.get(address)
    assert {"s-maxage", "stale-while-revalidate"} <= kept(answer)
    assert answer.streaming or answer["ETag"]


@pytest.mark.parametrize("address", [INDICATOR, *SERIES[:1], *FILES[1:]])
def test_what_did_not_change_is_not_sent_again(client: Client, address: str) -> None:
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/office/", "/en/office/", "/card/none/none", "/none"])
def test_nor_does_who_is_sent_away(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (302, 404)
    assert not answer.cookies


@pytest.mark.parametrize("role", [Role.MAYOR, Role.CITIZEN])
@pytest.mark.parametrize("address", [*PAGES, *SERIES])
def test_what_was_made_for_somebody_is_kept_by_nobody(address: str, role: Role) -> None:
    answer = signed_in(role).get(address)
    assert {"private", "no-store"} <= kept(answer) and "public" not in kept(answer)
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("address", [SIGN_IN, "/en/account/login/", "/account/2fa/"])
def test_pages_with_forms_are_kept_by_nobody(client: Client, address: str) -> None:
    assert {"private", "no-store"} <= kept(client.get(address))


@pytest.mark.parametrize(
    "role", [Role.CITIZEN, Role.DEPARTMENT_OFFICER, Role.SOURCE_ADMINISTRATOR, Role.MAYOR]
)
def test_one_lands_where_one_may_be(client: Client, role: Role) -> None:
    people.account("kim", role)
    answer = client.post(SIGN_IN, {"login": "kim", "password": people.PASSWORD})
    lands = {
        Role.MAYOR: "/office/",
        Role.SOURCE_ADMINISTRATOR: "/desk/sources/",
        Role.DEPARTMENT_OFFICER: "/desk/",
    }
    assert answer["Location"] == lands.get(role, "/")


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.DEPARTMENT_OFFICER, Role.SOURCE_ADMINISTRATOR])
def test_outside_the_office_a_page_says_so_and_shows_the_way(role: Role) -> None:
    client = signed_in(role)
    page = client.get("/en/office/")
    assert page.status_code == 403
    assert "Your account does not hold a role" in page.content.decode()
    assert 'href="/en/"' in page.content.decode()
    assert "/office/" not in client.get("/en/").content.decode()
    assert client.get("/office/ticket", headers={"accept": "application/json"}).status_code == 403


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_sign_in_sends_nobody_to_another_site(client: Client, wanted: str) -> None:
    people.account("kim", Role.CITIZEN)
    answer = client.post(
        f"{SIGN_IN}?next={wanted}",
        {"login": "kim", "password": people.PASSWORD, "next": wanted},
    )
    assert answer["Location"] == "/"


def test_a_form_from_elsewhere_is_refused_in_a_page_of_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": "kim", "password": "x"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "<style" not in page and 'class="panel notice"' in page


@pytest.mark.parametrize("address", [*PAGES, *SERIES, *FILES])
def test_pages_are_read_and_nothing_else(client: Client, address: str) -> None:
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "delete", "options"):
        assert getattr(client, method)(address).status_code == 405, method


def test_an_error_tells_nothing_of_the_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simin.web.citizen.views.past_screen_for", lambda *_: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert not any(word in answer.content for word in (b"Traceback", b"ZeroDivision", b"simin/"))


ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["<script>alert(1)</script>", "\x00", "9" * 400, "-1", "１２", "a" * 5000]),
)
NAMES = st.sampled_from(["district", "domain", "range", "stream", "before", "account", "next"])


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    address=st.sampled_from([*PAGES, *SERIES, *FILES, SIGN_IN, "/office/"]),
    asked=st.lists(st.tuples(NAMES, ODD), max_size=4),
)
def test_odd_queries_are_refused_or_ignored(
    client: Client, address: str, asked: list[tuple[str, str]]
) -> None:
    query: dict[str, list[str]] = {}
    for name, value in asked:
        query.setdefault(name, []).append(value)
    answer = client.get(address, query)
    assert answer.status_code in (200, 302, 400, 404)
    assert b"<script>alert" not in answer.content


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.one_of(
        st.text(max_size=40), st.sampled_from(["incident/\x00", "incident/" + "9" * 999])
    ),
    part=st.sampled_from(["", ".json", "/history.json", "/rows.csv"]),
)
def test_odd_cards_are_not_found(client: Client, asked: str, part: str) -> None:
    answer = client.get(f"/card/x{asked.replace('?', '').replace('#', '')}{part}")
    assert answer.status_code in (200, 301, 404)


@pytest.mark.parametrize("card", ["incident/%00", "incident/" + "9" * 3000, "incident/", "%ff/%fe"])
def test_impossible_cards_are_not_found(client: Client, card: str) -> None:
    for part in ("", ".json", "/history.json", "/rows.csv"):
        assert client.get(f"/card/{card}{part}").status_code == 404
