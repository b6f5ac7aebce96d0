"""The sample town, loaded, with its clock in the test's hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simin.config.engine import Engine
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card
from simin.domains.picture.frame import Snapshot, View
from simin.ingest import city_time
from simin.ingest.pack import Pack, find_pack, read_pack
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.workflows.load_pack import load_pack


@dataclass
class Town:
    """A running sample town."""

    pack: Pack
    clock: FixedClock
    engine: Engine

    def live(self, minutes: int, *, step: int = 10) -> None:
        """Let ``minutes`` of city time pass, a beat every ``step`` minutes."""
        for _ in range(minutes // step):
            self.clock.advance(timedelta(minutes=step))
            self.engine.tick()

    def seen(self, view: View = View.PUBLIC) -> Snapshot:
        found = picture.current(view)
        assert found is not None
        return found

    def card(self, card_id: str) -> Card:
        found = {card.id: card for card in self.seen(View.OFFICE).cards}[card_id]
        assert isinstance(found, Card)
        return found


@pytest.fixture(scope="session")
def pack() -> Pack:
    return read_pack(find_pack("sample"))


@pytest.fixture
def town(pack: Pack, db: None) -> Iterator[Town]:
    picture.forget_kept()
    yield loaded(pack)
    wire(SystemClock())
    picture.forget_kept()


def loaded(pack: Pack) -> Town:
    begin = beginning(pack)
    load_pack(pack, at=begin)
    city_time.begin(at=begin, speed=60.0)
    clock = FixedClock(begin, 60.0)
    return Town(pack, clock, Engine(pack, clock, starts=1))


def beginning(pack: Pack) -> datetime:
    assert pack.city.demo is not None
    return pack.city.demo.start.replace(tzinfo=ZoneInfo(pack.city.time_zone))
