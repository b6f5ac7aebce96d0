"""A town whose every page can be asked for."""

import pytest

from simin.domains.picture import queries
from tests.factories import card_town


@pytest.fixture
def town(db: None) -> None:
    queries.forget_kept()
    card_town.build()
