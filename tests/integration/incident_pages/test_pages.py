"""The pages of incidents, in the name of whoever asks."""

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.incidents import queries, services
from simin.domains.incidents.models import Incident, TimelineEntry, UnitMove
from simin.kit.clock import FixedClock
from tests.factories.incident_town import LATITUDE, LONGITUDE, METRE, shelters
from tests.factories.incidents import NOON, advanced, minutes, reported, told

pytestmark = pytest.mark.usefixtures("clock")
DESK = "/en/desk/incidents/"
type SignedIn = Callable[[str], Client]


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def filled(client: Client, **changes: str) -> dict[str, str]:
    """The form as it comes, with ``changes``."""
    page = words(client.get(f"{DESK}new/"))  # type: ignore[arg-type]
    key = re.search(r'name="key" value="(\w+)"', page)
    at = re.search(r'name="reported_at" value="([^"]+)"', page)
    assert key and at
    plain = {
        "kind": "fire",
        "severity": "moderate",
        "urgency": "immediate",
        "certainty": "observed",
        "channel": "119",
        "address": "East 12",
        "reported_at": at[1],
        "text": "Smoke from a roof",
        "key": key[1],
    }
    return {**plain, **changes}


def act(client: Client, one: str, what: str, **fields: str) -> HttpResponse:
    """The same fields are the same form."""
    plain = {"key": sha256(f"{one} {what} {sorted(fields.items())}".encode()).hexdigest()}
    return client.post(f"{DESK}{one}/{what}/", {**plain, **fields})  # type: ignore[return-value]


@pytest.mark.parametrize("username", [None, "citizen", "climate"])
@pytest.mark.parametrize("path", ["", "list.csv", "new/", "2022-000001/"])
def test_who_does_not_see_the_offices_picture_sees_nothing(
    signed_in: SignedIn, username: str | None, path: str
) -> None:
    reported()
    client = signed_in(username) if username else Client()
    assert client.get(DESK + path).status_code == (403 if username else 302)


def test_an_auditor_looks_and_does_nothing(signed_in: SignedIn) -> None:
    one = reported()
    client = signed_in("auditor")
    assert "Add a note" not in words(client.get(f"{DESK}{one}/"))  # type: ignore[arg-type]
    assert act(client, one, "note", text="so").status_code == 403
    assert client.get(f"{DESK}new/").status_code == 403


def test_an_operator_puts_an_incident_on_the_list(signed_in: SignedIn) -> None:
    client = signed_in("duty")
    form = filled(client, occurred_at="2022-03-05T11:50")
    for _ in range(2):  # twice: sent by two taps
        answer = client.post(f"{DESK}new/", form)
        assert answer.status_code == 302
    (one,) = Incident.objects.all()
    assert (one.district, one.channel, one.source, one.address) == (
        "east",
        "119",
        "desk",
        "East 12",
    )
    assert one.occurred_at == NOON - timedelta(minutes=10)
    page = words(client.get(answer["Location"]))  # type: ignore[arg-type]
    assert "Smoke from a roof" in page and "119 call" in page and "Duty" in page


def test_a_point_says_the_district(signed_in: SignedIn) -> None:
    client = signed_in("mayor")
    form = filled(client, address="", longitude="1.5", latitude="0.5")
    client.post(f"{DESK}new/", form)
    assert Incident.objects.get().district == "west"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "none"),
        ("address", "nowhere that is known"),
        ("reported_at", "yesterday"),
        ("longitude", "far"),
        ("latitude", "91"),
        ("occurred_at", "2022-03-05T13:00"),
        ("channel", "rumour"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    signed_in: SignedIn, field: str, value: str
) -> None:
    client = signed_in("duty")
    answer = client.post(f"{DESK}new/", filled(client, **{field: value}))
    assert answer.status_code == 400 and not Incident.objects.exists()
    page = words(answer)  # type: ignore[arg-type]
    assert "errorlist" in page and "Smoke from a roof" in page


def test_it_goes_along_its_path(signed_in: SignedIn, clock: FixedClock) -> None:
    one, client = reported(), signed_in("duty")
    clock.at = minutes(4)
    assert act(client, one, "advance", state="ordered", seen="reported").status_code == 302
    again = act(client, one, "advance", state="ordered", seen="reported")
    assert again.status_code == 302, "the same tap twice"
    assert [entry.state for entry in queries.timeline(one)] == ["reported", "ordered"]
    assert queries.timeline(one)[-1].by == "duty"


def test_who_looked_at_an_older_state_is_shown_the_new_one(
    signed_in: SignedIn, clock: FixedClock
) -> None:
    one, client = reported(), signed_in("duty")
    clock.at = minutes(9)
    advanced(one, "arrived", 8)
    answer = act(client, one, "advance", state="operating", seen="reported")
    page = words(answer)
    assert answer.status_code == 409 and "Somebody else changed it meanwhile" in page
    assert queries.incident(one).state == "arrived"


def test_an_impossible_step_is_told_plainly(signed_in: SignedIn, clock: FixedClock) -> None:
    one, client = reported(kind="flood"), signed_in("duty")
    answer = act(client, one, "advance", state="arrived", seen="reported")
    assert answer.status_code == 409
    assert "It is “Reported”; from there it cannot become “Arrived”." in words(answer)


def test_false_alarm_and_again(signed_in: SignedIn, clock: FixedClock) -> None:
    one, client = reported(), signed_in("duty")
    clock.at = minutes(3)
    act(client, one, "false-alarm", text="Steam of a bath house", seen="reported")
    assert queries.incident(one).state == "false_alarm"
    assert act(client, one, "reopen", seen="false_alarm").status_code == 400, "needs a reason"
    act(client, one, "reopen", seen="false_alarm", text="It burns after all")
    assert queries.incident(one).state == "reported"


def test_a_note_is_kept_once_and_an_empty_one_is_none(signed_in: SignedIn) -> None:
    one, client = reported(), signed_in("duty")
    for _ in range(2):
        act(client, one, "note", text="The road is closed")
    assert act(client, one, "note", text="").status_code == 400
    assert TimelineEntry.objects.filter(text__en="The road is closed").count() == 1


def test_one_key_asks_for_several_things(signed_in: SignedIn) -> None:
    """A part of a page that nothing changed keeps its key, and so do all forms of one page."""
    client, one = signed_in("duty"), reported()
    for text in ("First.", "Second."):
        assert act(client, one, "note", text=text, key="the-same").status_code == 302
    told = [entry.text["en"] for entry in queries.timeline(one)]
    assert {"First.", "Second."} <= set(told)


def test_units_are_sent_and_followed(signed_in: SignedIn, clock: FixedClock) -> None:
    one, client = reported(), signed_in("duty")
    for _ in range(2):
        assert act(client, one, "assign", unit="pump-1").status_code == 302
    assert act(client, one, "assign", unit="none").status_code == 400
    act(client, one, "unit", unit="pump-1", state="arrived", seen="ordered")
    stale = act(client, one, "unit", unit="pump-1", state="operating", seen="ordered")
    assert stale.status_code == 409
    assert list(UnitMove.objects.values_list("state", "by")) == [
        ("ordered", "duty"),
        ("arrived", "duty"),
    ]
    assert "Pump 1: On scene" in words(client.get(f"{DESK}{one}/"))  # type: ignore[arg-type]


def test_two_who_change_one_thing(signed_in: SignedIn) -> None:
    """The second sees both."""
    one, client = reported(), signed_in("duty")
    plain = {"urgency": "unknown", "certainty": "unknown", "district": "east", "revision": "1"}
    assert act(client, one, "change", **plain, severity="severe").status_code == 302
    answer = act(client, one, "change", **plain, severity="minor")
    page = words(answer)
    assert answer.status_code == 409 and "Now it says: Severe" in page
    assert '<option value="minor" selected>' in page
    assert queries.incident(one).severity == "severe"
    assert 'name="revision" value="2"' in page
    faulty = words(act(client, one, "change", **plain, severity="minor", longitude="east"))
    assert 'name="revision" value="1"' in faulty, "both were not shown: it is still that of before"


def same_place(number: str, **changes: object) -> str:
    fields = {"longitude": LONGITUDE, "latitude": LATITUDE, "source": f"source-{number}"}
    return reported(number, **{**fields, **changes})


def test_duplicates_are_proposed_merged_and_separated(signed_in: SignedIn) -> None:
    one = same_place("1")
    other = same_place("2", after=6, latitude=LATITUDE + 140 * METRE)
    client = signed_in("duty")
    listed = words(client.get(DESK))  # type: ignore[arg-type]
    assert f"May be the same as {other}: 140 m away, 6 min later, of the same kind" in listed
    page = words(client.get(f"{DESK}{one}/"))  # type: ignore[arg-type]
    assert f"May be the same as <strong>{other}</strong>" in page
    for _ in range(2):
        assert act(client, one, "merge", other=other).status_code == 302
    assert queries.incident(other).merged_into_id == one
    assert f"Merged into this: <strong>{other}</strong>" in words(client.get(f"{DESK}{one}/"))  # type: ignore[arg-type]
    survivor = f'the same as <a href="{DESK}{one}/">{one}</a>'
    assert survivor in words(client.get(f"{DESK}{other}/"))  # type: ignore[arg-type]
    for _ in range(2):
        assert act(client, one, "separate", other=other).status_code == 302
    assert queries.incident(other).state == "reported"
    assert act(client, one, "keep-apart", other=other).status_code == 302
    assert "May be the same" not in words(client.get(DESK))  # type: ignore[arg-type]


def test_a_drill_is_not_merged_into_what_is_real(signed_in: SignedIn) -> None:
    one, drill = reported("1"), reported("2", drill=True)
    answer = act(signed_in("duty"), one, "merge", other=drill)
    assert answer.status_code == 400
    assert "A drill and a real incident are never one" in words(answer)


def test_an_area_is_drawn_counted_and_drawn_anew(signed_in: SignedIn) -> None:
    shelters()
    one, client = same_place("1"), signed_in("duty")
    circle = {"kind": "circle", "points": f"{LONGITUDE}, {LATITUDE}", "metres": "300"}
    assert act(client, one, "area", **circle, version="0").status_code == 302
    page = words(client.get(f"{DESK}{one}/"))  # type: ignore[arg-type]
    assert "About 685 people, from the residents of 2 dong, weighted by area." in page
    assert "Certain is only that it is between 0 and 6,000" in page
    assert "<strong>1</strong> Shelter" in page and "Hall" in page
    stale = act(client, one, "area", **{**circle, "metres": "500"}, version="0")
    assert stale.status_code == 409
    wide = act(client, one, "area", **{**circle, "metres": "500"}, version="1")
    assert wide.status_code == 302 and [area.version for area in queries.areas(one)] == [2, 1]
    assert queries.areas(one)[0].by == "duty"


@pytest.mark.parametrize(
    ("kind", "points", "metres"),
    [
        ("circle", "", "300"),
        ("circle", "0.5 0.5", "0"),
        ("circle", "0.5, 95", "300"),
        ("polygon", "0 0\n0 1", ""),
        ("polygon", "0 0\n0.1 0.1\n0 0.1\n0.1 0", ""),
        ("road", "0.5 0.5", "20"),
        ("road", "0.5 0.5\n0.5 9", "20"),
        ("polygon", '{"type": "Point", "coordinates": [1, 2]}', ""),
        ("polygon", "{broken", ""),
        ("square", "0 0", ""),
    ],
)
def test_an_area_that_is_none(signed_in: SignedIn, kind: str, points: str, metres: str) -> None:
    one = reported()
    answer = act(signed_in("duty"), one, "area", kind=kind, points=points, metres=metres)
    assert answer.status_code == 400 and queries.area(one) is None


def test_what_is_nearest(signed_in: SignedIn) -> None:
    shelters()
    one = same_place("1")
    page = words(signed_in("duty").get(f"{DESK}{one}/"))  # type: ignore[arg-type]
    assert "Hall" in page and "100 m" in page and "School" in page
    assert "Church" not in page, "900 m are too far"
    assert "not known here yet" in page, "the city has no cameras on record"


def test_the_list_is_searched_filtered_and_sorted(signed_in: SignedIn) -> None:
    reported("1", severity="severe")
    reported("2", kind="flood", district="west", after=1)
    reported("3", drill=True, after=2)
    closed = reported("4", after=3)
    advanced(closed, "closed", 9)
    client = signed_in("mayor")

    def numbers(query: str) -> list[str]:
        page = client.get(f"{DESK}?{query}").content.decode()
        return re.findall(r'directive-title" href="/en/desk/incidents/([\d-]+)/"', page)

    assert numbers("") == ["2022-000003", "2022-000002", "2022-000001"]
    assert numbers("state=&sort=oldest")[-1] == "2022-000004"
    assert numbers("severity=severe") == ["2022-000001"]
    assert numbers("kind=flood&district=west") == ["2022-000002"]
    assert numbers("drill=yes") == ["2022-000003"]
    assert numbers("state=&drill=no&q=2022-000001") == ["2022-000001"]
    assert numbers("q=nothing") == []


def test_a_list_of_many_has_pages(signed_in: SignedIn) -> None:
    for number in range(33):
        reported(str(number), after=number)
    client = signed_in("duty")
    first = client.get(DESK).content.decode()
    further = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert first.count("directive-title") == 30 and further
    second = client.get(DESK + further[1].replace("&amp;", "&")).content.decode()
    assert second.count("directive-title") == 3
    begun_anew = client.get(f"{DESK}?after=nonsense").content.decode()
    assert begun_anew.count("directive-title") == 30


def test_the_file_has_no_address_and_no_formula(signed_in: SignedIn) -> None:
    reported(title={"en": "=1+1", "ko": "=1+1"}, address="East 12")
    file = signed_in("mayor").get(f"{DESK}list.csv?state=").content.decode()
    assert "'=1+1" in file and "East 12" not in file


def test_an_incident_that_is_not_there(signed_in: SignedIn) -> None:
    client = signed_in("duty")
    assert client.get(f"{DESK}2022-999999/").status_code == 404
    assert act(client, "2022-999999", "note", text="so").status_code == 404
    assert act(client, reported(), "explode").status_code == 409


def test_it_returns_to_where_it_came_from_and_nowhere_else(signed_in: SignedIn) -> None:
    one, client = reported(), signed_in("duty")
    assert act(client, one, "note", text="a", back="/en/office/")["Location"] == "/en/office/"
    away = act(client, one, "note", text="b", back="https://example.org/")
    assert away["Location"] == f"{DESK}{one}/"


def test_a_merged_one_says_what_it_is_part_of(signed_in: SignedIn) -> None:
    one, other = reported("1"), reported("2")
    services.merge(one, duplicate=other, told=told(1))
    page = words(signed_in("duty").get(f"{DESK}{other}/"))  # type: ignore[arg-type]
    assert "This was found to be the same as" in page and "Add a note" not in page
