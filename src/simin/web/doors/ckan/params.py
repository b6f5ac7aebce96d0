"""What an action is called with, from a query, a form or JSON. Pure; faults name the parameter."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from simin.kit.errors import RejectedError

_TRUE, _FALSE = {"true", "1", "yes", "t", "on"}, {"false", "0", "no", "f", "off", ""}
#: Characters of one value that is text.
LONGEST = 2000
MISSING = "Missing value"


@dataclass(frozen=True)
class Params:
    """Values are texts where they came by a query, and whatever JSON holds else."""

    told: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        found = self.told.get(name)
        if found is None:
            return default
        if isinstance(found, dict | list):
            raise RejectedError(name, "Must be a text")
        text = str(found)
        if len(text) > LONGEST:
            raise RejectedError(name, f"Must be at most {LONGEST} characters")
        return text

    def needed(self, name: str) -> str:
        found = self.text(name).strip()
        if not found:
            raise RejectedError(name, MISSING)
        return found

    def number(self, name: str, default: int, most: int) -> int:
        """More than ``most`` is ``most``, as CKAN has it."""
        found = self.told.get(name, default)
        if found is None:
            return default
        text = str(found)
        if isinstance(found, bool) or not (text.isascii() and text.isdigit()) or len(text) > 15:
            raise RejectedError(name, "Must be a natural number")
        return min(int(text), most)

    def truth(self, name: str, *, default: bool = False) -> bool:
        text = str(self.told.get(name, default)).strip().casefold()
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        raise RejectedError(name, "Must be true or false")

    def one_of(self, name: str, known: Collection[str], default: str) -> str:
        text = self.text(name) or default
        if text not in known:
            raise RejectedError(name, f"Value must be one of {', '.join(known)}")
        return text

    def names(self, name: str) -> list[str]:
        """A list, a list written as JSON, or names with commas between."""
        found = self.told.get(name)
        if found is None or found == "":
            return []
        if isinstance(found, str):
            found = self._json(name, found) if found.lstrip().startswith("[") else found.split(",")
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise RejectedError(name, "Must be a list of texts")
        return [one.strip() for one in found if one.strip()]

    def mapping(self, name: str) -> dict[str, Any]:
        """An object, or one written as JSON."""
        found = self.told.get(name)
        if found is None or found == "":
            return {}
        if isinstance(found, str):
            found = self._json(name, found)
        if not isinstance(found, dict):
            raise RejectedError(name, "Must be an object")
        return found

    def text_or_mapping(self, name: str) -> str | dict[str, Any]:
        found = self.told.get(name)
        if isinstance(found, dict) or (isinstance(found, str) and found.lstrip().startswith("{")):
            return self.mapping(name)
        return self.text(name)

    def _json(self, name: str, text: str) -> Any:
        if len(text) > 10 * LONGEST:
            raise RejectedError(name, "Is too long")
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RejectedError(name, "Cannot be parsed as JSON") from error
