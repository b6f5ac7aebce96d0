"""The sample city as its operator runs it: a process of its own with worker, engine and gateway."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.integration.command.running import RunningCity, running_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    with running_city(Path(tmp_path_factory.mktemp("running"))) as city:
        city.make("sample", "--speed", "600")
        city.start("demo")
        yield city


@pytest.fixture
def onlooker(browser: Browser) -> Iterator[Page]:
    """A page whose console may complain: its city is killed under it."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
