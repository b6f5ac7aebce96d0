"""Who asks costly public pages too often is told so, a reader on a page in their language."""

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.web.costly import allowance
from simin.web.sta.views import allowance as sta_allowance
from tests.factories import people

PAGES = ("search/?q=pm", "data/", "withheld/", "withheld/decisions/", "declassified/")
FILES = (
    "withheld.json",
    "withheld.csv",
    "withheld/decisions.json",
    "withheld/decisions.csv",
    "declassified/air/pm25.json",
)
CARDS = ("card/air/pm25/history.json", "card/air/pm25/rows.csv")


@pytest.fixture
def _used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """This address has asked for as much as it may."""
    monkeypatch.setattr(allowance, "_clock", lambda: 0.0)
    allowance.forget()
    while not allowance.wait("127.0.0.1"):
        pass


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_the_readers_language_that_nobody_keeps(
    client: Client, _used_up: None, page: str
) -> None:
    for address, words in ((f"/{page}", "잠시"), (f"/en/{page}", "Too many questions at once")):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (429, "no-store")
        assert words in answer.content.decode() and int(answer["Retry-After"]) >= 1
        assert answer["Content-Type"].startswith("text/html") and not answer.cookies
    assert client.get(f"/{page}", REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("file", FILES + CARDS)
def test_a_program_is_told_in_a_line(client: Client, _used_up: None, file: str) -> None:
    answer = client.get(f"/{file}")
    assert (answer.status_code, answer["Cache-Control"]) == (429, "no-store")
    assert "too many requests from one address" in answer.text
    assert int(answer["Retry-After"]) >= 1
    assert client.get(f"/{file}", REMOTE_ADDR="192.0.2.7").status_code != 429


def test_a_household_of_ipv6_is_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "_clock", lambda: 0.0)
    while not allowance.wait("2001:db8:1:2::/64"):
        pass
    for end in (":1", "ffff:1:2:3"):
        assert client.get("/withheld/", REMOTE_ADDR=f"2001:db8:1:2:{end}").status_code == 429


def test_a_city_hall_is_one_address_and_goes_on(client: Client, _used_up: None) -> None:
    client.force_login(people.account("kim", Role.MAYOR))
    assert client.get("/withheld/").status_code == 200
    client.force_login(people.account("lee", Role.CITIZEN))
    assert client.get("/withheld/").status_code == 429


def test_a_page_of_a_data_set_costs_as_little_as_any_until_it_is_asked_something(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "_clock", lambda: 0.0)
    allowance.forget()
    for query, spent in (("", 1), ("?$filter=no", 1 + 4)):
        client.get(f"/data/no-such/{query}")
        missing = allowance.ahead("127.0.0.1", allowance.burst) * allowance.each_second
        assert missing == spent


def test_who_reads_the_sensorthings_too_often_waits(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sta_allowance, "_clock", lambda: 0.0)
    sta_allowance.forget()
    while not sta_allowance.wait("127.0.0.1"):
        pass
    answer = client.get("/sta/v1.1/Things")
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert answer.json()["message"] == "too many requests from one address; wait 1 s"
    assert answer["Access-Control-Allow-Origin"] == "*"
