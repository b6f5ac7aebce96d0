"""The town that cards' pages are made from, and its two kinds of viewers."""

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from tests.factories import card_town, people
from tests.standing import standing

town = standing(card_town.build)


@pytest.fixture
def mayor(town: None, db: None) -> Client:
    client = Client()
    client.force_login(people.account("mayor", Role.MAYOR))
    return client
