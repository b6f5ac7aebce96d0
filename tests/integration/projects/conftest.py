from collections.abc import Iterator

import pytest

from simin.kit.clock import FixedClock
from tests.factories.project_town import project_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with project_town() as clock:
        yield clock
