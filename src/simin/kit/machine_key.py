"""Keys of machines: ``PREFIX_handle_secret``, of which only a digest is kept.

The handle finds the row with one look-up and is no secret; the rest is compared in a time that does
not tell how much of it was right. Nothing here says what a key opens.
"""

import hashlib
import hmac

#: Signs of a key.
LONGEST = 200


def digest(key: str) -> str:
    """What is kept of it: SHA-256, hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def handle_in(key: str, prefix: str) -> str | None:
    """Of a key with ``prefix``; None for what is none."""
    parts = key.split("_", 2) if len(key) <= LONGEST and "\0" not in key else []
    return parts[1] if len(parts) == 3 and parts[0] == prefix else None


def is_of(key: str, kept: str | None) -> bool:
    """Whether ``kept`` is the digest of ``key``; as slow where nothing is kept."""
    return hmac.compare_digest(digest("") if kept is None else kept, digest(key)) and bool(kept)
