from collections.abc import Iterator

import pytest

from simin.kit.clock import FixedClock
from tests.factories.incident_town import incident_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with incident_town() as clock:
        yield clock
