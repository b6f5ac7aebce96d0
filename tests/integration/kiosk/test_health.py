"""Kiosks that are registered say how they are; the city notices when they no longer do."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity.roles import Role
from simin.domains.kiosks import queries, services
from simin.domains.kiosks.errors import KioskNameTakenError, TooSoonError
from simin.domains.kiosks.events import KioskCameBack, KioskFellSilent
from simin.domains.kiosks.services import NewKiosk
from simin.domains.kiosks.standing import Report, State
from simin.kit.allowance import Allowance
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from simin.web.kiosk import heartbeat
from simin.workflows import attention
from tests.factories import kiosk_town, people
from tests.factories.kiosk_town import STATION
from tests.factories.picture import CITY_TIME
from tests.standing import standing

pytestmark = pytest.mark.django_db
town = standing(kiosk_town.build, autouse=True)
AT = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)
WELL = {"version": "abc", "frame": 12, "age": 3, "errors": 0, "up": 90}


@pytest.fixture(autouse=True)
def forgiven() -> None:
    heartbeat.refusals.forget()


def registered(name: str = "Hall 1") -> services.RegisteredKiosk:
    told = NewKiosk(name=name, place={"en": "Central", "ko": "중앙역"}, address=STATION)
    return services.register(told, by="officer", at=AT)


def beat(client: Client, key: str, **changed: object) -> HttpResponse:
    return client.post(
        "/kiosk/heartbeat",
        json.dumps({**WELL, **changed}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )


def events(kind: type) -> list[object]:
    return [one.event for one in outbox.after(0, limit=1000) if isinstance(one.event, kind)]


def test_a_kiosk_reports_with_its_key_and_is_told_which_version_is_newest(client: Client) -> None:
    made = registered()
    answer = beat(client, made.key)
    assert answer.status_code == 200
    assert answer.json() == client.get("/kiosk/version.json").json()
    told = queries.kiosk(made.handle, datetime.now(UTC))
    assert (told.state, told.frame, told.version) == (State.LIVE, 12, "abc")
    assert not answer.cookies


@pytest.mark.parametrize("key", ["", "x", "simin-kiosk_0000_x", "simin_0000_x", "k" * 5000])
def test_a_key_that_is_none_opens_nothing(client: Client, key: str) -> None:
    registered()
    assert beat(client, key).status_code == 401


def test_the_key_of_another_kiosks_handle_opens_nothing(client: Client) -> None:
    one, other = registered(), registered("Hall 2")
    forged = f"{queries.PREFIX}_{one.handle}_{other.key.split('_', 2)[2]}"
    assert beat(client, forged).status_code == 401


def test_who_keeps_guessing_has_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "refusals", Allowance.a_minute(30, clock=lambda: 0.0))
    made = registered()
    answers = [beat(client, "wrong").status_code for _ in range(31)]
    assert answers[0] == 401 and answers[-1] == 429
    assert beat(client, made.key)["Retry-After"] == "2"


def test_a_kiosk_is_heard_four_times_a_minute_at_most(client: Client) -> None:
    made = registered()
    assert beat(client, made.key).status_code == 200
    again = beat(client, made.key)
    assert again.status_code == 429 and again["Retry-After"] == "15"


@pytest.mark.parametrize(
    "changed",
    [{"frame": -1}, {"age": "old"}, {"version": "v" * 41}, {"errors": 2**60}, {"up": None}],
)
def test_a_report_that_is_none_is_refused_with_its_field(
    client: Client, changed: dict[str, object]
) -> None:
    answer = beat(client, registered().key, **changed)
    assert answer.status_code == 400
    assert next(iter(changed)) in answer.json()["message"]


def test_silence_is_told_once_and_so_is_that_it_came_back() -> None:
    made = registered()
    told = Report(version="a", frame=1, age=0, errors=0, up=1)
    services.report(made.handle, told, at=AT)
    with pytest.raises(TooSoonError):
        services.report(made.handle, told, at=AT + timedelta(seconds=14))
    assert services.notice_silence(AT + timedelta(minutes=10)) == 0
    later = AT + timedelta(minutes=11)
    assert services.notice_silence(later) == 1
    assert services.notice_silence(later) == 0
    assert queries.kiosk(made.handle, later).state is State.DOWN
    silent = queries.silent()
    assert silent is not None and (silent.count, silent.of, silent.since) == (1, 1, AT)
    services.report(made.handle, told, at=later)
    assert queries.silent() is None
    assert len(events(KioskFellSilent)) == len(events(KioskCameBack)) == 1


def test_one_that_never_reported_waits_and_is_not_silent() -> None:
    made = registered()
    assert services.notice_silence(AT + timedelta(days=30)) == 0
    assert queries.kiosk(made.handle, AT + timedelta(days=30)).state is State.WAITING


def test_the_attention_list_says_how_many_are_silent() -> None:
    for name in ("Hall 1", "Hall 2"):
        made = registered(name)
        services.report(made.handle, Report(version="a", frame=1, age=0, errors=0, up=1), at=AT)
    services.notice_silence(AT + timedelta(minutes=11))
    entries = attention.card(CITY_TIME).body["entries"]
    found = next(one for one in entries if one["id"] == "kiosks")
    assert found["text"]["en"] == "2 kiosks are silent"
    assert found["reason"]["en"].startswith("Hall 1 since ")


def test_a_name_is_given_once_and_free_again_when_it_is_removed() -> None:
    made = registered()
    with pytest.raises(KioskNameTakenError):
        registered()
    services.remove(made.handle, by="officer", at=AT)
    services.remove(made.handle, by="officer", at=AT)
    registered()
    with pytest.raises(RejectedError, match="name"):
        registered(" ")


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(people.account("officer", Role.SOURCE_ADMINISTRATOR))
    return client


def test_an_officer_registers_one_and_sees_its_key_once(officer: Client) -> None:
    form = officer.get(f"/en/desk/kiosks/new/?address=http://testserver{STATION}?reset=30")
    assert f'value="{STATION}?reset=30"' in form.content.decode()
    made = officer.post(
        "/en/desk/kiosks/new/", {"name": "Hall 1", "address": f"{STATION}?reset=30"}
    )
    page = made.content.decode()
    assert "#key=simin-kiosk_" in page and "no-store" in made["Cache-Control"]
    listed = officer.get("/en/desk/kiosks/").content.decode()
    assert "Hall 1" in listed and "simin-kiosk_" not in listed
    assert "has not reported yet" in officer.get("/en/desk/sources/").content.decode()


def test_what_was_typed_stays_where_something_is_wrong(officer: Client) -> None:
    for address in ("/office/", "nothing", "/kiosk/station/nowhere/", "/kiosk/"):
        answer = officer.post("/en/desk/kiosks/new/", {"name": "Hall 1", "address": address})
        assert answer.status_code == 400
        page = answer.content.decode()
        assert 'value="Hall 1"' in page and "This is no address of a kiosk here." in page
    registered()
    taken = officer.post("/en/desk/kiosks/new/", {"name": "Hall 1", "address": STATION})
    assert "Another kiosk has this name." in taken.content.decode()


def test_a_new_key_closes_the_old_one(officer: Client, client: Client) -> None:
    made = registered()
    page = officer.post(f"/en/desk/kiosks/{made.handle}/key/").content.decode()
    assert made.key not in page and f"#key=simin-kiosk_{made.handle}_" in page
    assert beat(client, made.key).status_code == 401
    officer.post(f"/en/desk/kiosks/{made.handle}/remove/")
    assert queries.kiosks(AT) == []


def test_who_does_not_keep_them_sees_them_and_changes_nothing(client: Client) -> None:
    client.force_login(people.account("duty", Role.DUTY_OFFICER))
    made = registered()
    page = client.get("/en/desk/kiosks/").content.decode()
    assert "Hall 1" in page and "New key" not in page
    assert client.get("/en/desk/kiosks/new/").status_code == 403
    assert client.post(f"/en/desk/kiosks/{made.handle}/remove/").status_code == 403
