from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.domains.picture import queries
from simin.kit.clock import FixedClock
from tests.factories import room_town

type SignedIn = Callable[..., Client]


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    queries.forget_kept()
    with room_town.room_town() as clock:
        yield clock
    queries.forget_kept()


@pytest.fixture
def signed_in(clock: FixedClock) -> SignedIn:
    def client_of(role: Role = Role.DUTY_OFFICER) -> Client:
        client = Client()
        client.force_login(room_town.officer(role))
        return client

    return client_of
