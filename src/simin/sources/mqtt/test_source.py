"""The conformance suite over this kind's fixtures."""

from pathlib import Path

import pytest

from simin.ingest.conformance import Check, checks
from simin.sources.mqtt import KIND


@pytest.mark.parametrize("check", checks(KIND, Path(__file__).parent / "fixtures"), ids=str)
def test_conforms(check: Check) -> None:
    check()
