from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from simin.domains.identity import queries as identity
from simin.kit.clock import FixedClock
from tests.factories.incident_town import incident_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with incident_town() as clock:
        yield clock


@pytest.fixture
def signed_in(clock: FixedClock) -> Callable[[str], Client]:
    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(identity.account(username))
        return client

    return client_of
