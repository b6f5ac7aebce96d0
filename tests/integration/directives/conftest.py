from collections.abc import Iterator

import pytest

from simin.kit.clock import FixedClock
from tests.factories.directive_town import directive_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with directive_town() as clock:
        yield clock
