"""Whether a pushed payload was signed with the secret that both sides know (HMAC).

Who receives the payload checks it here before a kind sees it; a kind never sees a secret. The
comparison takes the same time for every wrong signature. With a time in the signature a payload
that was recorded on the way cannot be sent again later.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from simin.kit.errors import SiminError

_ALGORITHMS = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}


class SignatureError(SiminError):
    """The payload was not signed as agreed."""


class Signing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a sender signs; ``options.signature`` of a ``webhook`` feed."""

    #: Name of the secret.
    secret: str
    #: Header that carries the signature, lower case; GitHub's and many others' by default.
    header: str = "x-hub-signature-256"
    algorithm: str = "sha256"
    #: Stands before the signature: ``sha256=``.
    prefix: str = "sha256="
    #: Header with the time in seconds since 1970, which is then signed as ``TIME.BODY``.
    time_header: str | None = None
    #: Seconds that a signed time may differ from ours.
    tolerance: int = 300


def wrong_signing(options: object) -> str | None:
    """Why ``options.signature`` cannot be used; None where it can."""
    try:
        signing = msgspec.convert(options, Signing)
    except msgspec.ValidationError as error:
        return str(error)
    known = signing.algorithm in _ALGORITHMS
    return None if known else f"algorithm is one of {', '.join(_ALGORITHMS)}"


def verify(
    signing: Signing, body: bytes, headers: Mapping[str, str], secret: bytes, *, now: datetime
) -> None:
    """Raises ``SignatureError``; header names are in lower case."""
    if not secret:
        raise SignatureError("there is no secret to check the signature with")
    sent = headers.get(signing.header.lower(), "")
    if not sent.startswith(signing.prefix) or len(sent) == len(signing.prefix):
        raise SignatureError(f"the header {signing.header} carries no signature")
    signed = _signed(signing, body, headers, now)
    made = hmac.new(secret, signed, _ALGORITHMS[signing.algorithm]).hexdigest()
    if not hmac.compare_digest(made.encode(), sent.removeprefix(signing.prefix).lower().encode()):
        raise SignatureError("the signature does not fit the payload")


def _signed(signing: Signing, body: bytes, headers: Mapping[str, str], now: datetime) -> bytes:
    if signing.time_header is None:
        return body
    sent = headers.get(signing.time_header.lower(), "")
    try:
        at = datetime.fromtimestamp(int(sent), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SignatureError(f"the header {signing.time_header} carries no time") from error
    if abs(now - at) > timedelta(seconds=signing.tolerance):
        raise SignatureError("the payload was signed too long ago, or in the future")
    return sent.encode() + b"." + body
