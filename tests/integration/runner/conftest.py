"""A small observed town whose systems are played on loopback."""

from collections.abc import Iterator

import pytest

from simin.kit.clock import SystemClock, wire
from tests.factories.city_server import city_server
from tests.factories.feed_bench import Bench
from tests.factories.observed import found_observed_town


@pytest.fixture
def bench(db: None) -> Iterator[Bench]:
    found_observed_town()
    with city_server() as city:
        bench = Bench(city)
        wire(bench.clock)
        yield bench
    wire(SystemClock())
