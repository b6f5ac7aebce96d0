"""A town that stands for a whole module of tests, because building one costs more than most tests.

Each test's own changes are rolled back to the town as it was built. A test that needs real
commits (``transaction=True``) cannot use it, and no test may change what it builds in memory.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from simin.domains.picture import queries as picture
from simin.kit.clock import SystemClock, wire


def standing[T](build: Callable[[], T], *, autouse: bool = False) -> Any:
    """A fixture of the module that holds what ``build`` made, with the clock it wired."""

    @pytest.fixture(scope="module", autouse=autouse)
    def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[T]:
        with django_db_blocker.unblock(), transaction.atomic():
            picture.forget_kept()
            yield build()
            transaction.set_rollback(True)
        wire(SystemClock())
        picture.forget_kept()

    return town
