"""Web Push: a message that only the browser can read (RFC 8291), with our name under it (RFC 8292).

A browser chooses the address at which it is reached, so an address is taken only if it is https at
a known push service, or at one that the installation names. Nothing here sends.
"""

import base64
import binascii
import os
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from simin.kit.errors import RejectedError

#: Push services of the browsers that there are; ``.host`` means any name below it.
KNOWN_HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
    ".push.apple.com",
    ".push.services.mozilla.com",
)
LONGEST_ENDPOINT = 1000
#: RFC 8291: a message and its padding fit into one record of what every service takes.
LONGEST_CONTENT = 3000
#: RFC 8292: at most a day.
VALID = timedelta(hours=12)


@dataclass(frozen=True)
class Subscription:
    """Where a browser is reached, and the keys under which it reads."""

    endpoint: str
    p256dh: str
    auth: str


def checked(told: Subscription, hosts: Collection[str] = ()) -> Subscription:
    """Raises ``RejectedError`` naming the field."""
    if not is_known(told.endpoint, hosts):
        raise RejectedError("endpoint", "is at no push service that is known here")
    if len(_bytes("p256dh", told.p256dh)) != 65 or _bytes("p256dh", told.p256dh)[0] != 4:
        raise RejectedError("p256dh", "is no key of a browser")
    if len(_bytes("auth", told.auth)) != 16:
        raise RejectedError("auth", "is no secret of a browser")
    return told


def is_known(endpoint: str, hosts: Collection[str] = ()) -> bool:
    """``hosts``: further ones; one with a port may be without TLS, as on a bench of one's own."""
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and not parts.fragment
    if len(endpoint) > LONGEST_ENDPOINT or not host or not plain or not endpoint.isascii():
        return False
    if f"{host}:{port}" in hosts:
        return parts.scheme in ("https", "http")
    usual = parts.scheme == "https" and port in (None, 443)
    return usual and any(_is_at(host, known) for known in (*KNOWN_HOSTS, *hosts))


def _is_at(host: str, known: str) -> bool:
    return host.endswith(known) if known.startswith(".") else host == known


def sealed(
    content: bytes, to: Subscription, *, salt: bytes | None = None, sender: object = None
) -> bytes:
    """The body of the request, ``aes128gcm``; ``salt`` and ``sender`` (a key) only for a test."""
    import http_ece  # noqa: PLC0415 - only who sends needs it
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    if len(content) > LONGEST_CONTENT:
        raise RejectedError("content", f"more than {LONGEST_CONTENT} bytes")
    body: bytes = http_ece.encrypt(
        content,
        salt=salt,
        private_key=sender or ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes("p256dh", to.p256dh),
        auth_secret=_bytes("auth", to.auth),
        version="aes128gcm",
    )
    return body


@dataclass(frozen=True)
class PushKey:
    """The installation's own key, by which push services know that it is always the same sender."""

    pem: bytes

    @property
    def public(self) -> str:
        """As a browser wants it: the point, uncompressed, in base64url."""
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
            Encoding,
            PublicFormat,
        )

        point = self._vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def authorization(self, endpoint: str, *, contact: str, now: datetime) -> str:
        """The header of that name; ``contact``: ``mailto:`` of who answers for what is sent."""
        parts = urlsplit(endpoint)
        claims = {
            "sub": contact,
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + VALID).timestamp()),
        }
        headers: dict[str, str] = self._vapid().sign(claims)
        return headers["Authorization"]

    def _vapid(self) -> Any:
        from py_vapid import Vapid02  # noqa: PLC0415

        return Vapid02.from_pem(self.pem)


def key_in(file: Path) -> PushKey:
    """The key that is kept there; made at the first call, readable by the owner only.

    Written aside and linked into place where none stands yet, so that two processes have one.
    """
    if not file.exists():
        descriptor, aside = tempfile.mkstemp(dir=file.parent, prefix=".push-")
        try:
            with os.fdopen(descriptor, "wb") as new:
                new.write(_new_pem())
                new.flush()
                os.fsync(new.fileno())
            if not file.exists():
                os.link(aside, file)
        except FileExistsError:
            pass  # another process was quicker: its key is the one
        finally:
            Path(aside).unlink()
    return PushKey(file.read_bytes())


def _new_pem() -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _bytes(field: str, told: str) -> bytes:
    try:
        return base64.b64decode(told + "=" * (-len(told) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise RejectedError(field, "is no base64url") from error
