"""What is sent stands among the reports and in the timeline, once, and not in public."""

from datetime import timedelta

import pytest

from simin.domains.field import queries, services
from simin.domains.field.errors import LinkEndedError
from simin.domains.field.models import Position, Report
from simin.domains.incidents import cards
from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services as placed
from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.kit.clock import ReplayClock, SystemClock, wire
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.file_store import RememberedStore
from tests.factories.field_town import FIRE, REAL, invited, sent
from tests.factories.incidents import minutes, reported
from tests.factories.pictures import photo

pytestmark = pytest.mark.usefixtures("store")


def timeline() -> list[tuple[str, str]]:
    return [(one.text["en"], one.actor["en"]) for one in incidents.timeline(FIRE)[1:]]


def test_words_stand_in_the_timeline_once() -> None:
    link = invited()
    for _ in range(2):
        services.report_text(link.handle, text=" Smoke from the third floor ", sent=sent())
    assert timeline() == [("Smoke from the third floor", "Engine 3")]
    assert [one.by for one in queries.reports_of(f"incident/{FIRE}")] == ["phone"]


def test_what_the_field_says_is_for_the_room_and_the_units_state_for_everyone() -> None:
    link = invited()
    services.report_text(link.handle, text="Mrs Kim, flat 302", sent=sent())
    services.set_unit_state(link.handle, state="arrived", sent=sent("two"))
    shown = cards.card(FIRE, minutes(11)).body["timeline"]
    assert "Kim" not in str(shown)
    assert "Arrived" in str(shown)
    assert timeline() == [("Mrs Kim, flat 302", "Engine 3"), ("Arrived", "Engine 3")]


def test_who_was_let_in_stands_by_name_in_no_public_card() -> None:
    link = invited(who="Kim Canary, 010-1234-5678")
    services.report_text(link.handle, text="Smoke", sent=sent())
    services.set_unit_state(link.handle, state="arrived", sent=sent("two"))
    services.allow_position(link.handle, allowed=True, now=REAL)
    shown = str(cards.card(FIRE, minutes(11)))
    assert "Arrived" in shown and "Canary" not in shown
    public = [one for one in incidents.timeline(FIRE) if not one.internal]
    assert "Canary" not in str([(one.actor, one.text) for one in public])


def test_a_phone_whose_clock_is_behind_sets_its_units_state() -> None:
    link = invited()
    placed.set_unit_state(FIRE, unit="engine-3", state="en_route", at=minutes(9))
    behind = sent(now=REAL, written_at=REAL - timedelta(hours=1))
    assert services.set_unit_state(link.handle, state="arrived", sent=behind)
    assert [(one.state, one.since) for one in incidents.units(FIRE)] == [("arrived", minutes(9))]


def test_what_is_merged_into_another_keeps_its_phones() -> None:
    link = invited()
    other = reported("other")
    told = Told(at=minutes(9), actor={"en": "Room"}, origin=Origin.MEASURED)
    placed.merge(other, duplicate=FIRE, told=told)
    assert services.set_unit_state(link.handle, state="arrived", sent=sent())
    assert [one.state for one in incidents.units(other)] == ["arrived"]
    assert "Engine 3" in [one.actor["en"] for one in incidents.timeline(other)]


def test_a_photo_is_kept_without_what_it_said_of_itself(store: RememberedStore) -> None:
    link = invited()
    for _ in range(2):
        made = services.report_photo(link.handle, content=photo(), text="", sent=sent())
    assert [one.id for one in queries.photos_of(link.subject)] == [made.id]
    assert store.files.keys() == {made.file, made.thumbnail}
    assert (made.width, made.height, made.media_type) == (640, 400, "image/jpeg")
    assert timeline() == [("Photo from the field", "Engine 3")]


def test_what_is_no_photo_is_refused_with_its_field(store: RememberedStore) -> None:
    with pytest.raises(RejectedError, match="photo"):
        services.report_photo(invited().handle, content=b"<svg>", text="", sent=sent())
    assert not store.files and not Report.objects.exists()


def test_no_photo_is_kept_of_whom_the_link_no_longer_lets_in(store: RememberedStore) -> None:
    link = invited(hours=1)
    late = sent(now=REAL + timedelta(hours=2))
    for refused in (late, sent("x" * 200)):
        with pytest.raises((LinkEndedError, RejectedError)):
            services.report_photo(link.handle, content=photo(), text="", sent=refused)
    with pytest.raises(RejectedError, match="text"):
        services.report_photo(link.handle, content=photo(), text="x" * 3000, sent=sent())
    assert not store.put_at


def test_files_that_no_report_has_go_within_days(store: RememberedStore) -> None:
    made = services.report_photo(invited().handle, content=photo(), text="", sent=sent())
    store.put(b"of a process that was killed")
    now = SystemClock().now()
    assert services.sweep(now) == 0
    assert services.sweep(now + timedelta(days=2)) == 1
    assert store.files.keys() == {made.file, made.thumbnail}


def test_a_unit_goes_along_its_states() -> None:
    link = invited()
    assert services.set_unit_state(link.handle, state="arrived", sent=sent())
    assert not services.set_unit_state(link.handle, state="arrived", sent=sent("two"))
    with pytest.raises(WrongTransitionError):
        services.set_unit_state(link.handle, state="en_route", sent=sent("three"))
    assert [one.state for one in incidents.units(FIRE)] == ["arrived"]
    officer = invited(secret="o" * 43, key="other", unit="", who="Site officer")
    with pytest.raises(RejectedError, match="unit"):
        services.set_unit_state(officer.handle, state="arrived", sent=sent())


def test_what_waited_for_a_network_bears_the_time_of_writing() -> None:
    link = invited()
    wire(ReplayClock(REAL, minutes(10), 60))
    written = sent(now=REAL + timedelta(seconds=9), written_at=REAL + timedelta(seconds=5))
    clock = ReplayClock(REAL, minutes(10), 60, real=_At(REAL + timedelta(seconds=9)))
    wire(clock)
    made = services.report_text(link.handle, text="Seen", sent=written)
    assert made.at == minutes(15)
    ahead = sent("two", now=REAL, written_at=REAL + timedelta(days=1))
    assert services.report_text(link.handle, text="Seen", sent=ahead).at == minutes(19)


class _At:
    speed = 1.0

    def __init__(self, at: object) -> None:
        self.at = at

    def now(self) -> object:
        return self.at


def test_a_position_is_seen_while_it_is_allowed() -> None:
    link = invited()
    where = {"longitude": 127.01, "latitude": 37.51, "accuracy": 8.0}
    with pytest.raises(NotAllowedError):
        services.share_position(link.handle, **where, sent=sent())
    services.allow_position(link.handle, allowed=True, now=REAL)
    assert services.share_position(link.handle, **where, sent=sent())
    assert not services.share_position(link.handle, **where, sent=sent())
    seen = queries.last_position(queries.invitation(link.handle))
    assert seen and seen.longitude == 127.01
    services.allow_position(link.handle, allowed=False, now=REAL + timedelta(seconds=9))
    assert queries.last_position(queries.invitation(link.handle)) is None
    assert [text for text, _ in timeline()] == [
        "Shows where they are",
        "No longer shows where they are",
    ]
    with pytest.raises(RejectedError, match="latitude"):
        services.share_position(link.handle, **{**where, "latitude": 91.0}, sent=sent())


def test_nothing_comes_by_a_link_that_has_ended() -> None:
    link = invited(hours=1)
    late = sent(now=REAL + timedelta(hours=1))
    for act in (
        lambda: services.report_text(link.handle, text="Late", sent=late),
        lambda: services.report_photo(link.handle, content=photo(), text="", sent=late),
        lambda: services.set_unit_state(link.handle, state="arrived", sent=late),
        lambda: services.allow_position(link.handle, allowed=True, now=late.now),
    ):
        with pytest.raises(LinkEndedError):
            act()
    assert timeline() == []


def test_positions_and_photos_end_by_themselves(store: RememberedStore) -> None:
    link, other = invited(hours=1), invited(secret="o" * 43, key="other", unit="")
    services.allow_position(link.handle, allowed=True, now=REAL)
    services.share_position(
        link.handle, longitude=127.0, latitude=37.5, accuracy=5.0, sent=sent("p")
    )
    services.report_photo(link.handle, content=photo(), text="", sent=sent())
    later = REAL + timedelta(hours=2)
    services.report_photo(other.handle, content=photo(), text="", sent=sent(now=later))
    services.forget(REAL + timedelta(days=7, hours=2))
    assert not Position.objects.exists()
    assert len(store.files) == 2
    # The same picture was sent twice: it stays until the second one's time is over too.
    services.forget(REAL + timedelta(days=1825, hours=1))
    assert len(store.files) == 2
    services.forget(later + timedelta(days=1826))
    assert not store.files
    assert queries.photos_of(link.subject) == []
