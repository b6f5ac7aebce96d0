"""The secrets of feeds: from the environment, or from files in the secrets folder.

``SIMIN_SECRET_SEOUL_KEY`` or a file ``seoul-key`` in ``SIMIN_SECRETS`` is the secret ``seoul-key``.
They are read when a call is made, so a changed file counts from then on, and are kept nowhere.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from simin.kit.http import Secrets

#: What a file of the folder may be called; no name leads out of it.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class FeedSecrets:
    """The secrets that this installation was given; shows none of them."""

    def __init__(self, folder: Path, given: Mapping[str, str]) -> None:
        self._folder = folder
        self._given = dict(given)

    def __repr__(self) -> str:
        return f"FeedSecrets({self._folder})"

    def secrets(self, names: Sequence[str]) -> Secrets:
        return Secrets({name: self._value(name) for name in names})

    def missing(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if not self._value(name))

    def _value(self, name: str) -> str:
        given = self._given.get(name.upper().replace("-", "_").replace(".", "_"), "")
        if given or not _NAME.fullmatch(name):
            return given.strip()
        try:
            return (self._folder / name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError):
            return ""
