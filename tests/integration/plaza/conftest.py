"""A catalogue with car parks, some of which are called as an attacker would call them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simin.domains.catalogue import services
from simin.web.plaza.door import allowance
from simin.web.plaza.used import tally
from tests.factories.datasets import NOON, define_parks, park

HOSTILE = {
    "b": '=HYPERLINK("http://evil.example","x")',
    "c": "<script>alert(1)</script>",
    "d": "<svg onload=alert(1)>",
    "e": "@SUM(1+1)*cmd|' /C calc'!A0",
}


@pytest.fixture
def parks(_own_folder_and_full_allowance: None) -> None:
    define_parks()
    rows = [
        park("a", spaces=7, longitude=127.0, latitude=37.5, opened="2026-01-01T00:00Z", free=True),
        *(park(key, name=name, spaces=20) for key, name in HOSTILE.items()),
        park("f", name="-5", spaces=-5),
    ]
    services.keep("parks", rows, run=None, at=NOON)


@pytest.fixture(autouse=True)
def _own_folder_and_full_allowance(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.SIMIN_DATASETS = str(tmp_path / "datasets")
    allowance.forget()
    tally.forget()
    yield
    allowance.forget()
