"""Where e-mail goes, from one address: ``smtp://user:password@host:587`` or ``smtps://…:465``."""

from typing import Any
from urllib.parse import unquote, urlsplit

from simin.kit.errors import RejectedError

_PORTS = {"smtp": 587, "smtps": 465}


def mailer(address: str) -> dict[str, Any]:
    """Django's ``MAILERS["default"]``; without an address nothing is ever sent.

    ``smtp`` upgrades to TLS before anything is said (STARTTLS), ``smtps`` starts with it.
    """
    if not address:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RejectedError("SIMIN_SMTP_URL", "give smtp://user:password@host:port or smtps://…")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or _PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 20,
        },
    }
