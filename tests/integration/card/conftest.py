"""The town that cards' pages are made from, and its two kinds of viewers."""

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.domains.picture import queries
from tests.factories import card_town, people


@pytest.fixture
def town(db: None) -> None:
    queries.forget_kept()
    card_town.build()


@pytest.fixture
def mayor(town: None) -> Client:
    client = Client()
    client.force_login(people.account("mayor", Role.MAYOR))
    return client
