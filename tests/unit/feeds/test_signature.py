"""Pushed payloads are believed only when signed as agreed."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from simin.config.source_kinds import known_kinds
from simin.ingest.feeds import Feed, Mapping, Moment, Schedule
from simin.ingest.signature import SignatureError, Signing, verify, wrong_signing

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BODY, SECRET = b'{"a": 1}', b"between us"
PLAIN = Signing(secret="door")
TIMED = Signing(secret="door", header="X-Signature", prefix="v1=", time_header="X-Time")


def signed(body: bytes, secret: bytes = SECRET) -> str:
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def test_a_good_signature_passes() -> None:
    verify(PLAIN, BODY, {"x-hub-signature-256": "sha256=" + signed(BODY)}, SECRET, now=NOW)


@pytest.mark.parametrize(
    "header", ["", "sha256=", signed(BODY), "sha256=" + signed(b"other"), "sha256=é", "sha1=00"]
)
def test_anything_else_does_not(header: str) -> None:
    with pytest.raises(SignatureError):
        verify(PLAIN, BODY, {"x-hub-signature-256": header}, SECRET, now=NOW)


def test_without_a_secret_nothing_passes() -> None:
    header = {"x-hub-signature-256": "sha256=" + signed(BODY, b"")}
    with pytest.raises(SignatureError, match="no secret"):
        verify(PLAIN, BODY, header, b"", now=NOW)


@pytest.mark.parametrize(("late", "passes"), [(0, True), (299, True), (301, False), (-301, False)])
def test_a_recorded_payload_cannot_be_sent_again_later(late: int, passes: bool) -> None:
    at = str(int(NOW.timestamp()))
    headers = {"x-time": at, "x-signature": "v1=" + signed(at.encode() + b"." + BODY)}
    now = NOW + timedelta(seconds=late)
    if passes:
        verify(TIMED, BODY, headers, SECRET, now=now)
    else:
        with pytest.raises(SignatureError, match="too long ago"):
            verify(TIMED, BODY, headers, SECRET, now=now)


def test_another_time_than_the_signed_one_is_refused() -> None:
    at = str(int(NOW.timestamp()))
    headers = {"x-time": str(int(at) + 1), "x-signature": "v1=" + signed(at.encode() + b"." + BODY)}
    with pytest.raises(SignatureError, match="does not fit"):
        verify(TIMED, BODY, headers, SECRET, now=NOW)


@pytest.mark.parametrize(
    "options", [{}, {"secret": 1}, {"secret": "a", "algorithm": "md5"}, {"secret": "a", "x": 1}, 7]
)
def test_wrong_options_are_told(options: object) -> None:
    assert wrong_signing(options)


ROWS, DUST = Mapping(into="row", key=("id",)), Mapping(at=Moment(fields=("at",)))
TIMELESS, WITH_TIME = {"secret": "key"}, {"secret": "key", "time_header": "x-time"}


@pytest.mark.parametrize(
    ("mapping", "signature", "wrong"),
    [
        (ROWS, TIMELESS, True),
        (ROWS, WITH_TIME, False),
        (DUST, TIMELESS, False),
        (Mapping(), TIMELESS, True),
    ],
)
@pytest.mark.parametrize("kind", ["webhook", "ngsi_ld"])
def test_what_would_stand_again_needs_a_signed_time(
    mapping: Mapping, signature: dict[str, str], wrong: bool, kind: str
) -> None:
    feed = Feed(
        id="doors",
        kind=kind,
        source="doors",
        address="https://doors.example/ngsi-ld/v1/entities?type=Door",
        schedule=Schedule(every=60),
        licence="CC0-1.0",
        owner="works",
        secrets=("key",),
        options={"signature": signature},
        mapping=mapping,
    )
    fields = [problem.field for problem in known_kinds()[kind].check(feed)]
    assert ("options.signature.time_header" in fields) == wrong
