"""A data folder of its own for every test process, set before Django reads the environment.

Also says what a marked test needs and skips it, with the reason, where that is absent.
"""

import atexit
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# No test depends on how fast the machine is.
settings.register_profile("simin", deadline=None)
settings.load_profile("simin")

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

if _WORKER or "SIMIN_HOME" not in os.environ:
    # A worker of xdist inherits the controller's folder and needs another one.
    os.environ["SIMIN_HOME"] = tempfile.mkdtemp(prefix=f"simin-test-{_WORKER}")
    atexit.register(shutil.rmtree, os.environ["SIMIN_HOME"], ignore_errors=True)

if not _WORKER:
    os.environ["SIMIN_TESTS_SHARED"] = tempfile.mkdtemp(prefix="simin-tests-")
    atexit.register(shutil.rmtree, os.environ["SIMIN_TESTS_SHARED"], ignore_errors=True)

from django.conf import settings as product  # noqa: E402

from tests.browser.chromium import find_chromium  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

NO_CHROMIUM = "no Chromium found on the PATH; set SIMIN_CHROMIUM to one"
NO_POSTGRESQL = "not running on PostgreSQL; make test starts one where it is installed"

#: A test that uses one of these asks the database under test.
DATABASE = frozenset({"db", "transactional_db", "django_db_setup"})
#: Folders and modules whose tests ask pages and commands. Those reach the database by the services
#: and queries that the other tests ask on both databases: on PostgreSQL they would only run again.
OF_PAGES = frozenset(
    {
        "access",
        "card",
        "command",
        "guess_pages",
        "incident_pages",
        "kiosk",
        "my_desk",
        "release_pages",
        "stage_page",
        "test_board",
        "test_drill",
        "test_every_door",
        "test_every_fixture",
        "test_marked",
        "test_views",
        "test_withheld",
        "test_withheld_alert",
        "test_withheld_ended",
    }
)
LOOPBACK = ("127.", "::1", "localhost")


def _refuse_network(self: socket.socket, address: object) -> None:
    internet = self.family in (socket.AF_INET, socket.AF_INET6)
    if internet and isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
        raise OSError(f"tests run without a network; {address[0]} was asked")
    _connect(self, address)


# The builtin, not a test's double: whatever opens a connection in this process comes past here.
_connect = socket.socket.connect
socket.socket.connect = _refuse_network  # type: ignore[method-assign, assignment]


def pytest_configure() -> None:
    product.PASSWORD_HASHERS = ["tests.factories.quick_hasher.QuickHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    chromium = find_chromium()
    on_postgresql = os.environ.get("SIMIN_DATABASE_URL", "").startswith("postgres")
    if on_postgresql:
        items[:] = [test for test in items if _asks_the_database(test)]
    for test in items:
        if "browser" in test.path.relative_to(ROOT).parts:
            test.add_marker(pytest.mark.browser)
        if test.get_closest_marker("browser") and chromium is None:
            test.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        if test.get_closest_marker("postgresql") and not on_postgresql:
            test.add_marker(pytest.mark.skip(reason=NO_POSTGRESQL))


@pytest.fixture(autouse=True)
def _nothing_waits_from_before() -> Iterator[None]:
    """What a test appends lies beside the database, whose transaction does not take it back."""
    yield
    chunk_file = sys.modules.get("simin.domains.observations.chunk_file")
    if chunk_file is not None:
        chunk_file.forget()
    costly = sys.modules.get("simin.web.costly")
    if costly is not None:
        costly.allowance.forget()


def _asks_the_database(test: pytest.Item) -> bool:
    """Others start cities of their own, or none: on PostgreSQL they would run a second time."""
    if "page" in test.path.stem or not OF_PAGES.isdisjoint((test.path.parent.name, test.path.stem)):
        return False
    marked = any(test.get_closest_marker(mark) for mark in ("django_db", "postgresql"))
    return marked or not DATABASE.isdisjoint(getattr(test, "fixturenames", ()))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium that browser tests drive (``executable_path``)."""
    found = find_chromium()
    assert found is not None, NO_CHROMIUM
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of raw city data beside the checkout; the test is skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the raw data beside the checkout is absent")
    return SHARED
