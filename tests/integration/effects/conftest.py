from collections.abc import Iterator

import pytest

from simin.kit.clock import FixedClock
from tests.factories.effect_town import effect_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with effect_town() as clock:
        yield clock
