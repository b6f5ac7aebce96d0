from collections.abc import Iterator

import pytest

from simin.kit.clock import FixedClock
from tests.factories.procedure_town import procedure_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with procedure_town() as clock:
        yield clock
