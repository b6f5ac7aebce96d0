"""A Seoul that lives in real time: without a key, with one, and without it again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simin.config.engine import Engine
from simin.config.stand_ins import stand_ins_of
from simin.domains.audit.models import AuditEntry
from simin.domains.observations import queries as observed
from simin.domains.observations import services as observations
from simin.domains.observations.models import Datastream, Source
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card, Origin
from simin.domains.picture.frame import View
from simin.ingest.models import StandIn
from simin.ingest.pack import Pack, find_pack, in_real_time, read_pack
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.kit.http import Secrets
from simin.workflows.load_pack import load_pack

NOON = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Seoul")


@dataclass
class Keys:
    """The secrets of the city, in the test's hand."""

    given: set[str] = field(default_factory=set)

    def secrets(self, names: Sequence[str]) -> Secrets:
        return Secrets({name: "key" for name in names if name in self.given})

    def missing(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in self.given)


@dataclass
class Seoul:
    """A running Seoul."""

    pack: Pack
    keys: Keys
    clock: FixedClock
    engine: Engine

    def beat(self, minutes: int = 0) -> None:
        self.clock.advance(timedelta(minutes=minutes))
        self.engine.tick()

    def card(self, card_id: str) -> Card:
        shown = picture.current(View.OFFICE)
        assert shown is not None
        found = {card.id: card for card in shown.cards}[card_id]
        assert isinstance(found, Card)
        return found

    def measure(self, slug: str, result: float, at: datetime) -> None:
        new = observations.NewObservation(datastream=slug, phenomenon_time=at, result=result)
        observations.record([new], run="realtime-air@1", received_at=self.clock.now(), zone=ZONE)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return in_real_time(read_pack(find_pack("seoul"), verify_recordings=False))


@pytest.fixture
def seoul(pack: Pack, db: None) -> Iterator[Seoul]:
    picture.forget_kept()
    load_pack(pack, at=NOON)
    keys, clock = Keys(), FixedClock(NOON, 1.0)
    engine = Engine(pack, clock, starts=0, stand_ins=stand_ins_of(pack, keys))
    yield Seoul(pack, keys, clock, engine)
    wire(SystemClock())
    picture.forget_kept()


def test_without_a_key_the_recording_plays_and_every_mark_says_so(seoul: Seoul) -> None:
    seoul.beat()
    for name in ("air/pm25", "weather/temperature"):
        mark = seoul.card(name).trust
        assert mark.origin is Origin.REPLAYED
        assert mark.recorded_at is not None and mark.recorded_at.year in {2018, 2022}
        assert NOON - timedelta(hours=2) <= mark.phenomenon_time <= NOON
    assert {row.source for row in StandIn.objects.all()} == {
        "air-network",
        "culture-events",
        "weather-record",
    }
    assert _admitted(seoul) & {"realtime-air", "weather-now", "culture-events"} == set()


def test_the_recording_goes_on_hour_by_hour_and_each_value_once(seoul: Seoul) -> None:
    seoul.beat()
    before = {one.slug: one.kept for one in observed.latest_of(["air/pm25"])}
    seoul.beat(1)
    assert {one.slug: one.kept for one in observed.latest_of(["air/pm25"])} == before
    seoul.beat(60)
    after = {one.slug: one.kept for one in observed.latest_of(["air/pm25"])}
    assert after == {slug: kept + 1 for slug, kept in before.items()}


def test_with_a_key_nothing_of_the_recording_is_shown_any_more(seoul: Seoul) -> None:
    seoul.beat()
    seoul.keys.given.add("seoul-key")
    seoul.beat(1)
    assert "realtime-air" in _admitted(seoul)
    mark = seoul.card("air/pm25").trust
    assert (mark.origin, mark.recorded_at) == (Origin.MEASURED, None)
    assert observed.latest_of(["air/pm25"]) == []
    # Older than what was replayed last, and yet the newest that was measured.
    seoul.measure("air/pm25/mapo", 21.0, NOON - timedelta(hours=30))
    seoul.beat(1)
    card = seoul.card("air/pm25")
    assert card.trust.origin is Origin.MEASURED
    assert [one.result for one in observed.latest_of(["air/pm25"])] == [21.0]
    hours = observed.hourly_of(["air/pm25"], NOON - timedelta(days=9), NOON + timedelta(days=1))
    assert [span.tally.mean for span in hours] == [21.0]
    assert StandIn.objects.exclude(played_until=None).count() == 0


def test_a_key_that_goes_brings_the_recording_back_and_keeps_what_was_measured(
    seoul: Seoul,
) -> None:
    seoul.beat()
    seoul.keys.given.add("seoul-key")
    seoul.beat(1)
    seoul.measure("air/pm25/mapo", 21.0, NOON - timedelta(hours=1))
    seoul.keys.given.clear()
    seoul.beat(60)
    assert seoul.card("air/pm25").trust.origin is Origin.REPLAYED
    assert all(one.recorded_at for one in observed.latest_of(["air/pm25"]))
    seoul.keys.given.add("seoul-key")
    seoul.beat(1)
    assert [one.result for one in observed.latest_of(["air/pm25"])] == [21.0]
    assert seoul.card("air/pm25").trust.origin is Origin.MEASURED


def test_every_change_is_on_the_record(seoul: Seoul) -> None:
    seoul.beat()
    seoul.keys.given.add("seoul-key")
    seoul.beat(1)
    seoul.keys.given.clear()
    seoul.beat(1)
    seoul.beat(1)
    trail = AuditEntry.objects.filter(
        action="source.origin-changed", subject="source/air-network"
    ).order_by("position")
    assert [entry.details for entry in trail] == [
        '{"before":"replayed","origin":"measured"}',
        '{"before":"measured","origin":"replayed"}',
    ]


def test_the_datastreams_of_the_other_origin_stand_aside_whole(seoul: Seoul) -> None:
    seoul.beat()
    kept = {one.slug: one.kept for one in observed.latest_of(["air/pm25"])}
    seoul.keys.given.add("seoul-key")
    seoul.beat(1)
    aside = {one.slug: one.kept for one in observed.latest_of(["air/pm25@replayed"])}
    assert aside == {f"{slug}@replayed": number for slug, number in kept.items()}
    assert Source.objects.get(id="air-network@replayed").origin == Origin.REPLAYED
    assert Datastream.objects.filter(source="air-network").count() == 150


def test_a_city_that_has_its_key_from_the_start_never_plays(seoul: Seoul) -> None:
    seoul.keys.given.add("seoul-key")
    seoul.beat()
    assert StandIn.objects.count() == 0
    assert not Source.objects.filter(id__contains="@").exists()
    assert seoul.card("air/pm25").trust.origin is Origin.MEASURED


def _admitted(seoul: Seoul) -> set[str]:
    standing_in = seoul.engine.stand_ins
    assert standing_in is not None
    return {feed.id for feed in seoul.pack.feeds if standing_in.admits(feed)}
