"""Writers at the same time make one chain: on PostgreSQL they take turns on a lock."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from simin.domains.audit import queries, services

WRITERS, EACH = 4, 5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(_write, range(WRITERS)))
    assert queries.head().position == WRITERS * EACH
    assert queries.verify() is None


def _write(writer: int) -> None:
    try:
        for _ in range(EACH):
            services.record(account=f"writer-{writer}", action="tested")
    finally:
        connection.close()
