"""The same table of permits in each of the databases that feeds can read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.foreign_database import Foreign, filled
from tests.mariadb import server as mariadb
from tests.postgresql import cluster as postgresql


@pytest.fixture(scope="session")
def sqlite_permits(tmp_path_factory: pytest.TempPathFactory) -> Foreign:
    path: Path = tmp_path_factory.mktemp("foreign") / "허가 대장.sqlite3"
    foreign = Foreign("sqlite", f"sqlite://{path}", lambda: sqlite3.connect(path), str(path))
    return filled(foreign)


@pytest.fixture(scope="session")
def postgresql_permits() -> Iterator[Foreign]:
    psycopg = pytest.importorskip("psycopg")
    try:
        with postgresql.cluster() as address:
            place = address.partition("@")[2]
            foreign = Foreign(
                "postgresql",
                f"postgresql://{place}",
                lambda: psycopg.connect(address),
                place.partition("/")[0],
                user=postgresql.ACCOUNT,
            )
            yield filled(foreign)
    except postgresql.NoPostgresqlError:
        pytest.skip("PostgreSQL is not installed")


@pytest.fixture(scope="session")
def mysql_permits() -> Iterator[Foreign]:
    pymysql = pytest.importorskip("pymysql")
    try:
        with mariadb.server() as port:
            foreign = Foreign(
                "mysql",
                f"mysql://127.0.0.1:{port}/{mariadb.DATABASE}",
                lambda: pymysql.connect(
                    host="127.0.0.1",
                    port=port,
                    user=mariadb.ACCOUNT,
                    password=mariadb.PASSWORD,
                    database=mariadb.DATABASE,
                ),
                f"127.0.0.1:{port}",
                user=mariadb.ACCOUNT,
                password=mariadb.PASSWORD,
            )
            yield filled(foreign)
    except mariadb.NoMariadbError:
        pytest.skip("MariaDB is not installed")


@pytest.fixture(params=["sqlite", "postgresql", "mysql"])
def foreign(request: pytest.FixtureRequest) -> Foreign:
    found: Foreign = request.getfixturevalue(f"{request.param}_permits")
    return found
