"""The packages of one request, made once, and those of an organization, a group or a tag."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from simin.kit.translated import languages
from simin.web.doors.ckan.packages import group, id_of, organization, package
from simin.web.doors.entries import Entry, UnknownEntryError, Words, entries, themes

type Document = dict[str, Any]


class Shelf:
    """``base`` is the address of the city, without a slash at its end."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.language = languages()[0]

    @cached_property
    def entries(self) -> Sequence[Entry]:
        return entries()

    @cached_property
    def themes(self) -> dict[str, Words]:
        return themes()

    @cached_property
    def packages(self) -> list[Document]:
        return [self.package(one) for one in self.entries]

    def package(self, entry: Entry) -> Document:
        return package(entry, base=self.base, language=self.language, groups=self.themes)

    def named(self, id_: str) -> Document:
        """By name or id. Raises ``UnknownEntryError``."""
        for one in self.entries:
            if id_ in (one.name, id_of("package", one.name)):
                return self.package(one)
        raise UnknownEntryError(id_)

    def resource(self, id_: str) -> Document:
        for one in self.packages:
            for resource in one["resources"]:
                if resource["id"] == id_:
                    return dict(resource)
        raise UnknownEntryError(id_)

    @cached_property
    def organizations(self) -> list[Document]:
        """Those that have a package, with how many."""
        counts = Counter(one.owner for one in self.entries)
        words = {one.owner: one.publisher for one in self.entries}
        return [
            {
                **organization(name, words[name], self.language),
                "display_name": organization(name, words[name], self.language)["title"],
                "package_count": count,
            }
            for name, count in sorted(counts.items())
        ]

    @cached_property
    def groups(self) -> list[Document]:
        counts = Counter(one.theme for one in self.entries)
        return [
            {
                **group(name, words, self.language),
                "package_count": counts[name],
                "type": "group",
                "state": "active",
                "is_organization": False,
            }
            for name, words in self.themes.items()
        ]

    @cached_property
    def tags(self) -> list[Document]:
        found = {tag["name"]: tag for one in self.packages for tag in one["tags"]}
        return [found[name] for name in sorted(found)]
