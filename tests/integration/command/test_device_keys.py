"""``simin keys`` on a real city: a key is shown once, listed without itself, and revoked."""

from pathlib import Path

import pytest

from tests.integration.command.running import RunningCity


@pytest.fixture
def city(tmp_path: Path) -> RunningCity:
    city = RunningCity(tmp_path)
    city.make("sample")
    return city


def test_a_key_is_issued_listed_and_revoked(city: RunningCity) -> None:
    key = city.simin("keys", "new", "river-gauge", "--thing", "3", "--days", "30")
    assert key.returncode == 0, key.stderr
    secret = key.stdout.splitlines()[0]
    handle = secret.split("_")[1]
    listed = city.simin("keys", "list").stdout
    assert handle in listed
    assert "Things(3)" in listed
    assert secret not in listed
    assert city.simin("keys", "revoke", handle).returncode == 0
    assert "revoked" in city.simin("keys", "list").stdout
    wrong = city.simin("keys", "revoke", "nothing")
    assert wrong.returncode == 1
    assert "no key has the handle" in wrong.stderr
