"""The small observed town, its runner's bench and the desk's people."""

from collections.abc import Iterator

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.ingest.oversight.declared import declare
from simin.kit.clock import SystemClock, wire
from tests.factories import people
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


@pytest.fixture
def declared(bench: Bench) -> Bench:
    """Two feeds that the desk knows: ``air`` and ``rows``."""
    declare([bench.feed(), bench.table()], [], missing={}, replayed=False)
    return bench


@pytest.fixture
def keeper(db: None, client: Client) -> Client:
    client.force_login(people.account("keeper", Role.SOURCE_ADMINISTRATOR))
    return client
