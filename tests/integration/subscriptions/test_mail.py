"""By mail: asked, confirmed, told of warnings, ended; and nothing to be learned of an address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format

from simin.domains.places import queries as places
from simin.domains.subscriptions import services as subscriptions
from simin.domains.subscriptions.models import Announcement, Following, Subscriber, Word
from simin.domains.warnings import services as warnings
from simin.domains.warnings.content import Area
from simin.domains.warnings.terms import Severity
from tests.factories.incidents import NOON
from tests.factories.warnings import SECOND, WRITER, content, issued, reason, reworded
from tests.integration.subscriptions.conftest import Town, path

pytestmark = pytest.mark.django_db


def test_a_warning_reaches_who_confirmed_with_its_change_and_its_end(
    town: Town, client: Client
) -> None:
    town.subscribe(client)
    number = issued()
    assert (town.told(), town.told()) == (1, 0)
    [first] = town.read()
    assert first.to == ["a@example.org"]
    assert first.subject == "Warning: Fire warning for Eastside · Sample"
    assert "Close your windows." in first.body and f"/en/card/warning/{number}" in first.body
    revision = warnings.begin_update(number, by=WRITER, at=NOON)
    revision = warnings.edit(number, reworded("Smoke"), revision=revision, by=WRITER, at=NOON)
    warnings.approve(number, revision=revision, by=SECOND, at=NOON)
    assert town.told() == 1
    warnings.cancel(number, reason=reason(), by=WRITER, at=NOON)
    assert town.told() == 1
    subjects = [one.subject for one in town.read()]
    assert subjects == ["Updated warning: Smoke · Sample", "Cancelled: Smoke · Sample"]
    assert not Word.objects.exists()


def test_nothing_is_sent_before_the_button_of_the_mails_page(town: Town, client: Client) -> None:
    answer = client.post("/en/follow/", {"email": "a@example.org", "topic": "warnings"})
    assert answer["Location"] == "/en/follow/?topic=warnings&sent=1" and not answer.cookies
    issued()
    town.told()
    [sent] = town.read()
    shown = client.get(path(sent, "confirm"))
    assert "Yes, tell me" in shown.content.decode() and not shown.cookies
    assert shown["Referrer-Policy"] == "no-referrer" and "no-store" in shown["Cache-Control"]
    assert not Following.objects.filter(confirmed_at__isnull=False).exists()


def test_an_address_that_is_known_is_answered_as_any_other(town: Town, client: Client) -> None:
    town.subscribe(client)
    answers = [
        client.post("/en/follow/", {"email": who, "topic": "warnings"})
        for who in ("a@example.org", "b@example.org")
    ]
    assert answers[0]["Location"] == answers[1]["Location"]
    town.told()
    assert [one.subject for one in town.read()] == [
        "Please confirm that you want to be told · Sample"
    ] * 2


def test_a_stranger_causes_few_mails(town: Town, client: Client) -> None:
    for _ in range(6):
        client.post("/en/follow/", {"email": "a@EXAMPLE.org", "topic": "warnings"})
    town.told()
    assert len(town.read()) == 3
    for _ in range(20):
        last = client.post("/en/follow/", {"email": "b@example.org", "topic": "warnings"})
    assert last.status_code == 400 and "Try again in an hour" in last.content.decode()


def test_one_click_of_a_mail_program_ends_it_and_deletes_the_address(
    town: Town, client: Client
) -> None:
    town.subscribe(client)
    issued()
    town.told()
    [sent] = town.read()
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = (
        sent.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://city.example")
    )
    assert "No more of this?" in client.get(address).content.decode()
    assert Subscriber.objects.exists()
    other_site = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post(address, {"List-Unsubscribe": "One-Click"}, headers=other_site)
    assert answer.status_code == 200 and not answer.cookies
    assert not Subscriber.objects.exists() and not Following.objects.exists()
    assert client.post(address).status_code == 200


def test_the_link_of_an_old_mail_ends_what_was_asked_for_anew(town: Town, client: Client) -> None:
    town.subscribe(client)
    issued()
    town.told()
    [old] = town.read()
    town.subscribe(client, severity="extreme")
    client.post(path(old, "stop"))
    assert not Subscriber.objects.exists()


def test_a_link_for_one_thing_opens_nothing_else(town: Town, client: Client) -> None:
    mine = town.subscribe(client)
    word = mine.rstrip("/").rpartition("/")[2]
    assert client.get(f"/en/follow/confirm/{word}/").status_code == 404
    assert "It has ended" in client.get(f"/en/follow/mine/{word[:-1]}x/").content.decode()
    assert "a…@example.org" in client.get(mine).content.decode()


def test_districts_and_gravity_are_kept_to(town: Town, client: Client) -> None:
    mine = town.subscribe(client, district=["west"], severity="severe")
    assert "West · from “Severe” up" in client.get(mine).content.decode()
    issued("elsewhere", area=area("east", 0.0))
    issued("slight", area=area("west", 1.0), severity=Severity.MINOR)
    assert town.told() == 0
    number = issued("grave", area=area("west", 1.0))
    assert town.told() == 1
    revision = warnings.begin_update(number, by=WRITER, at=NOON)
    less = content(severity=Severity.MINOR, area=area("east", 0.0))
    revision = warnings.edit(number, less, revision=revision, by=WRITER, at=NOON)
    warnings.approve(number, revision=revision, by=SECOND, at=NOON)
    assert town.told() == 1  # who was told of the first hears that it has moved on


def area(district: str, west: float) -> Area:
    ring = ((west, 0.0), (west + 1, 0.0), (west + 1, 1.0), (west, 1.0), (west, 0.0))
    here = {"ko": district, "en": district}
    return Area(description=here, districts=(district,), polygons=(ring,))


def test_a_drill_is_never_sent(town: Town, client: Client) -> None:
    town.subscribe(client)
    number = warnings.draft(
        reworded("Drill"), incident="2022-000009", origin="measured", submission="drill",
        by=WRITER, at=NOON, exercise=True,
    )  # fmt: skip
    warnings.approve(number, revision=1, by=SECOND, at=NOON)
    assert town.told() == 0 and not Announcement.objects.exists()


def test_it_ends_after_a_year_with_a_reminder_before(town: Town, client: Client) -> None:
    mine = town.subscribe(client)
    now = datetime.now(UTC)
    until = Subscriber.objects.get().renew_by
    assert until is not None
    subscriptions.look_after(now + timedelta(days=340))
    subscriptions.look_after(now + timedelta(days=341))
    town.told(later=timedelta(days=341))
    [sent] = town.read()
    assert path(sent, "mine") == mine
    assert f"On {date_format(until.astimezone(places.zone()))} your subscription ends" in sent.body
    client.post(mine, {"act": "renew"})
    assert subscriptions.look_after(now + timedelta(days=300)) == 0
    subscriptions.look_after(now + timedelta(days=366))
    assert not Subscriber.objects.exists()


def test_what_is_not_confirmed_is_forgotten(town: Town, client: Client) -> None:
    client.post("/en/follow/", {"email": "a@example.org", "topic": "warnings"})
    town.told()
    [sent] = town.read()
    until = Following.objects.get().asked_at + timedelta(hours=48)
    assert f"until {until.astimezone(places.zone()):%Y-%m-%d %H:%M} to confirm" in sent.body
    subscriptions.look_after(datetime.now(UTC) + timedelta(hours=49))
    assert not Subscriber.objects.exists()
    assert client.get(path(sent, "confirm")).status_code == 404


def test_a_form_that_is_wrong_keeps_what_was_typed(town: Town, client: Client) -> None:
    answer = client.post("/en/follow/", {"email": "nobody", "topic": "warnings"})
    assert answer.status_code == 400
    assert 'value="nobody"' in answer.content.decode()
    assert client.get("/en/follow/?topic=incident/1").status_code == 404
    assert client.get("/en/follow/?topic=project/none").status_code == 404
