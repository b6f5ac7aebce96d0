"""Secrets on their way out: put in just before sending, taken out of whatever comes back.

``{secret:NAME}`` stands for a secret in addresses, headers and bodies. A source that echoes a key
(in a redirect, an error, a link to its next page) gives it back as the same placeholder, so what is
kept and shown never holds it and what is asked next still works.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

from simin.kit.http.errors import SecretMissingError

_PLACEHOLDER = re.compile(r"\{secret:([A-Za-z0-9_.-]+)\}")
_ENCODED = re.compile(r"%[0-9A-F]{2}")
#: Shorter ones ("sample") are words that stand in ordinary answers; they stay in bodies.
_LONG_ENOUGH_TO_KNOW = 8


class Secrets:
    """The secrets of one feed; shows their names only."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = {name: value.strip() for name, value in (values or {}).items()}
        self._values = {name: value for name, value in self._values.items() if value}

    def __repr__(self) -> str:
        return f"Secrets({', '.join(sorted(self._values)) or 'none'})"

    def fill(self, text: str, *, in_url: bool = False) -> str:
        """``text`` with the secrets in it. Raises ``SecretMissingError``."""
        for name in placeholders(text):
            if name not in self._values:
                raise SecretMissingError(f"the secret {name} is not set")
        return _PLACEHOLDER.sub(lambda found: self._written(found[1], in_url), text)

    def fill_bytes(self, body: bytes) -> bytes:
        """Bodies of requests are UTF-8 where they hold a placeholder."""
        if b"{secret:" not in body:
            return body
        return self.fill(body.decode()).encode()

    def hide(self, text: str) -> str:
        """``text`` with every secret, however it is encoded, as its placeholder again."""
        for written, name in self._spellings(1):
            text = text.replace(written, f"{{secret:{name}}}")
        return text

    def hide_bytes(self, body: bytes) -> bytes:
        for written, name in self._spellings(_LONG_ENOUGH_TO_KNOW):
            body = body.replace(written.encode(), f"{{secret:{name}}}".encode())
        return body

    def _written(self, name: str, in_url: bool) -> str:
        value = self._values[name]
        return quote(value, safe="") if in_url else value

    def _spellings(self, shortest: int) -> Iterable[tuple[str, str]]:
        """Longest first: an encoded secret may hold its plain form."""
        known = {
            written: name
            for name, value in self._values.items()
            if len(value) >= shortest
            for written in _written_ways(value)
        }
        return sorted(known.items(), key=lambda pair: -len(pair[0]))


def _written_ways(value: str) -> Iterator[str]:
    """Plain, with the slash as PHP writes it in JSON, and percent-encoded with either letters."""
    yield value
    yield value.replace("/", "\\/")
    for encoded in (quote(value), quote(value, safe=""), quote_plus(value)):
        yield encoded
        yield _ENCODED.sub(lambda found: found[0].lower(), encoded)


def placeholders(text: str) -> tuple[str, ...]:
    """Names of the secrets that ``text`` asks for."""
    return tuple(_PLACEHOLDER.findall(text))
