"""What is told from outside is taken exactly or refused by name."""

import argparse
import stat
from datetime import UTC, datetime, timedelta

import pytest

from simin.config import environment
from simin.config.command.numbers import positive
from simin.config.environment import SecretTooShortError
from simin.ingest.city_time import _UpTo
from simin.kit.clock import FixedClock
from simin.kit.errors import RejectedError


@pytest.mark.parametrize("name", ["SIMIN_TLS", "SIMIN_REQUIRE_SECOND_FACTOR", "SIMIN_SIGN_UP"])
def test_a_flag_is_zero_or_one_and_nothing_else(name):
    environment.read({name: "1"})
    with pytest.raises(RejectedError, match=name):
        environment.read({name: "true"})


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path):
    here = environment.read({"SIMIN_HOME": str(tmp_path / "home")})
    assert here.secret() == here.secret()
    assert stat.S_IMODE(here.secret_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(here.home.stat().st_mode) == 0o700
    assert [file.name for file in here.home.iterdir()] == ["secret.key"]


def test_a_damaged_secret_is_refused(tmp_path):
    here = environment.read({"SIMIN_HOME": str(tmp_path)})
    here.secret_file.write_text("")
    with pytest.raises(SecretTooShortError):
        here.secret()


@pytest.mark.parametrize("given", ["nan", "inf", "0", "-3", "fast"])
def test_a_speed_is_above_zero(given):
    with pytest.raises(argparse.ArgumentTypeError):
        positive(given)


def test_a_process_that_does_not_play_waits_for_the_engine():
    played = datetime(2022, 3, 5, tzinfo=UTC)
    clock = FixedClock(played)
    waiting = _UpTo(clock, played + timedelta(minutes=5))
    clock.advance(timedelta(minutes=4))
    assert waiting.now() == clock.now()
    clock.advance(timedelta(hours=4))
    assert waiting.now() == played + timedelta(minutes=5)
