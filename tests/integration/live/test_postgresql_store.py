"""The same reads from PostgreSQL."""

import os
import zlib
from collections.abc import Iterator

import psycopg
import pytest

from simin.domains.picture.frame import View
from simin.domains.picture.wire import encode
from simin.live.errors import StoreUnavailableError
from simin.live.history import snapshot_at
from simin.live.postgresql_store import PostgresqlStore
from simin.live.store import Span, open_store
from tests.factories.frames import CHECKPOINT_EVERY, History
from tests.integration.live.conftest import running

#: Workers share one database.
SCHEMA = f"live_store_test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
TABLES = f"""
CREATE SCHEMA {SCHEMA};
CREATE TABLE {SCHEMA}.picture_frame (number BIGINT PRIMARY KEY, at TIMESTAMPTZ,
    city_time TIMESTAMPTZ, public BYTEA, office BYTEA, hash VARCHAR(64));
CREATE TABLE {SCHEMA}.picture_checkpoint (number BIGINT PRIMARY KEY, city_time TIMESTAMPTZ,
    public BYTEA, office BYTEA);
"""


class Writer:
    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self.history = History()

    def publish(self, count: int) -> None:
        for frame in self.history.run(count):
            self.connection.execute(
                f"INSERT INTO {SCHEMA}.picture_frame VALUES (%s, now(), now(), %s, %s, %s)",
                (frame.number, frame.public, frame.office, frame.hash),
            )
            if frame.number == 1 or frame.number % CHECKPOINT_EVERY == 0:
                views = [
                    zlib.compress(encode(self.history.snapshot(view, frame.number)))
                    for view in View
                ]
                self.connection.execute(
                    f"INSERT INTO {SCHEMA}.picture_checkpoint VALUES (%s, now(), %s, %s)",
                    (frame.number, *views),
                )


@pytest.fixture
def writer() -> Iterator[Writer]:
    with psycopg.connect(os.environ["SIMIN_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(TABLES)
        try:
            yield Writer(connection)
        finally:
            connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


@pytest.fixture
def store() -> Iterator[PostgresqlStore]:
    url = f"{os.environ['SIMIN_DATABASE_URL']}?options=-csearch_path%3D{SCHEMA}"
    opened = open_store(url)
    assert isinstance(opened, PostgresqlStore)
    yield opened
    opened.close()


@pytest.mark.postgresql
def test_postgresql_reads_as_the_others_do(writer: Writer, store: PostgresqlStore) -> None:
    assert store.span() == Span(0, 0)
    writer.publish(120)
    assert store.span() == Span(1, 120)
    assert store.after(117, 2) == writer.history.frames[117:119]
    assert store.frame(7) == writer.history.frames[6]
    assert store.frame(121) is None
    for view in View:
        assert snapshot_at(store, 119, view) == writer.history.snapshot(view, 119)


@pytest.mark.postgresql
def test_a_lost_connection_is_made_anew(writer: Writer, store: PostgresqlStore) -> None:
    writer.publish(2)
    assert store.span().head == 2
    writer.connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = current_database() AND query LIKE '%%picture_frame%%'"
    )
    with pytest.raises(StoreUnavailableError):
        store.span()
    assert store.span().head == 2


@pytest.mark.postgresql
def test_viewers_follow_a_writer_elsewhere(writer: Writer, store: PostgresqlStore) -> None:
    writer.publish(3)
    with running(store) as live, live.watch() as viewer:
        viewer.event()
        writer.publish(4)
        viewer.until(7)
        assert viewer.picture == writer.history.snapshot(View.PUBLIC)


def test_an_address_that_does_not_answer_keeps_its_password_to_itself() -> None:
    store = open_store("postgresql://mayor:secret-word@127.0.0.1:1/city")
    with pytest.raises(StoreUnavailableError) as failed:
        store.span()
    assert "secret-word" not in str(failed.value)
