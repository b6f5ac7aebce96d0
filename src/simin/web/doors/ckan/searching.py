"""What of Solr's language CKAN's clients use: words, ``field:value``, quotes, ``+`` and ``-``, AND.

Pure. What is more than that is refused by name rather than taken for a word.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from simin.kit.errors import RejectedError

type Document = dict[str, Any]

_TERM = re.compile(
    r'\s*(?P<sign>[+\-!]?)(?:(?P<field>[A-Za-z_][\w.]*):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))'
)
#: Ranges, groups and boosts of Solr.
_MORE = re.compile(r"[()\[\]{}^~?]|\b(OR|NOT)\b")
_LONGEST = 1000


def _of_resources(name: str) -> Callable[[Document], Iterable[str]]:
    return lambda one: [str(each[name]) for each in one["resources"]]


FIELDS: dict[str, Callable[[Document], Iterable[str]]] = {
    "id": lambda one: [one["id"]],
    "name": lambda one: [one["name"]],
    "title": lambda one: list(one["title_translated"].values()),
    "notes": lambda one: list(one["notes_translated"].values()),
    "author": lambda one: [one["author"]],
    "type": lambda one: [one["type"]],
    "dataset_type": lambda one: [one["type"]],
    "state": lambda one: [one["state"]],
    "license_id": lambda one: [one["license_id"]],
    "organization": lambda one: [one["organization"]["name"]],
    "owner_org": lambda one: [one["owner_org"]],
    "groups": lambda one: [each["name"] for each in one["groups"]],
    "tags": lambda one: [each["name"] for each in one["tags"]],
    "res_format": _of_resources("format"),
}
#: Found by a part of them; the others by the whole.
_IN_WORDS = ("title", "notes", "author")
FACETS = ("organization", "groups", "tags", "license_id", "res_format")


@dataclass(frozen=True)
class Term:
    field: str
    value: str
    wanted: bool

    def meets(self, one: Document) -> bool:
        return self._found(one) is self.wanted

    def _found(self, one: Document) -> bool:
        if self.value == "*":
            return True
        value = self.value.casefold()
        if not self.field:
            return any(value in each.casefold() for each in _words(one))
        told = [each.casefold() for each in FIELDS[self.field](one)]
        if self.field in _IN_WORDS or value.endswith("*"):
            return any(value.rstrip("*") in each for each in told)
        return value in told


def terms(query: str, name: str) -> list[Term]:
    """All must be met. Raises ``RejectedError`` naming the parameter."""
    if len(query) > _LONGEST:
        raise RejectedError(name, f"Must be at most {_LONGEST} characters")
    bare = re.sub(r'"[^"]*"', "", query)
    more = _MORE.search(bare)
    if more:
        raise RejectedError(name, f"{more.group()!r} is not understood here")
    found = [_term(one, name) for one in _TERM.finditer(query)]
    return [one for one in found if one is not None]


def _term(found: "re.Match[str]", name: str) -> Term | None:
    field, plain = found["field"] or "", found["plain"] or ""
    value = found["quoted"] if found["quoted"] is not None else plain
    if not field and plain in ("AND", "*:*", "&&"):
        return None
    if field and field not in FIELDS:
        raise RejectedError(name, f"{field!r:.60} is no field; there are {', '.join(FIELDS)}")
    return Term(field, value, wanted=found["sign"] not in ("-", "!"))


def _words(one: Document) -> list[str]:
    fields = ("title", "notes", "name", "author", "tags", "organization")
    return [each for field in fields for each in FIELDS[field](one)]


def matching(packages: Sequence[Document], found: Sequence[Term]) -> list[Document]:
    return [one for one in packages if all(term.meets(one) for term in found)]


_SORTS: dict[str, Callable[[Document], Any]] = {
    "name": lambda one: one["name"],
    "title": lambda one: one["title"],
    "title_string": lambda one: one["title"],
    "metadata_modified": lambda one: one["metadata_modified"] or "",
    "metadata_created": lambda one: one["metadata_created"] or "",
}


def ordered(packages: list[Document], sort: str) -> list[Document]:
    """``metadata_modified desc, title_string asc``; relevance leaves the order as it is."""
    for part in reversed([one.split() for one in sort.split(",") if one.strip()]):
        field, way = part[0], part[1].casefold() if len(part) == 2 else "asc"
        if field in ("score", "relevance", "views_recent") and len(part) <= 2:
            continue
        if field not in _SORTS or way not in ("asc", "desc") or len(part) > 2:
            raise RejectedError("sort", f"{' '.join(part)!r:.60} is no order")
        packages = sorted(packages, key=_SORTS[field], reverse=way == "desc")
    return packages


def facets(packages: Sequence[Document], fields: Sequence[str], most: int) -> Document:
    """Values of each field and how many packages have them, the most frequent first."""
    for field in fields:
        if field not in FIELDS:
            raise RejectedError("facet.field", f"{field!r:.60} is no field")
    return {
        field: Counter(value for one in packages for value in set(FIELDS[field](one))).most_common(
            most or None
        )
        for field in fields
    }
