"""Names and passwords for the relay, as coturn checks them."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

from simin.web.field.ice import GOOD_FOR, servers

NOW = datetime(2026, 11, 27, 5, tzinfo=UTC)


def test_nothing_is_said_of_servers_that_are_not_there() -> None:
    assert servers("phone", NOW) == []


def test_a_name_runs_out_and_its_password_is_made_of_it(settings: Any) -> None:
    settings.SIMIN_STUN_URLS = ("stun:a:3478",)
    settings.SIMIN_TURN_URLS = ("turn:a:3478", "turns:a:5349")
    settings.SIMIN_TURN_SECRET = "known to coturn alone"
    stun, turn = servers("phone", NOW)
    assert stun == {"urls": ["stun:a:3478"]}
    until, _, who = turn["username"].partition(":")
    assert (int(until), who) == (int(NOW.timestamp()) + GOOD_FOR, "phone")
    made = hmac.new(b"known to coturn alone", turn["username"].encode(), hashlib.sha1)
    assert turn["credential"] == base64.b64encode(made.digest()).decode()
