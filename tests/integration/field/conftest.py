from collections.abc import Iterator

import pytest

from simin.kit.file_store import RememberedStore
from tests.factories.field_town import field_town


@pytest.fixture
def store(db: None) -> Iterator[RememberedStore]:
    """The town; what it keeps of files."""
    with field_town() as store:
        yield store
