"""``feeds/NAME.toml``: what is asked of the world, how often, and what its fields become.

Reads and checks them as the other parts of a pack; what only a kind of source can know is asked of
the kinds, where the caller has them.
"""

import zoneinfo
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from simin.ingest.feeds import Feed, SourceKind
from simin.ingest.pack.city import City
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.toml_file import TomlFile
from simin.kit.http.secrets import placeholders

FOLDER = "feeds"


class Feeds:
    """The feeds of one pack."""

    def __init__(self, folder: Path, problems: Problems, city: City) -> None:
        self._folder = folder
        self._problems = problems
        self._city = city
        self._read: list[tuple[TomlFile, Feed]] = []

    def read(self) -> tuple[Feed, ...]:
        """All feeds that can be read, by name; times without a zone are the city's."""
        for path in sorted((self._folder / FOLDER).glob("*.toml")):
            file = TomlFile(self._folder, f"{FOLDER}/{path.name}", self._problems).read()
            feed = file.whole(Feed)
            if feed is None:
                continue
            if feed.id != path.stem:
                file.add(None, 0, "id", f'"{feed.id}" is not the name of the file')
            if "time_zone" not in file.document:
                feed = msgspec.structs.replace(feed, time_zone=self._city.time_zone)
            self._read.append((file, feed))
        return tuple(feed for _, feed in self._read)

    def check(
        self,
        sources: Collection[str],
        departments: Collection[str],
        kinds: Mapping[str, SourceKind] | None,
    ) -> None:
        """Tell what is wrong with what was read."""
        for file, feed in self._read:
            if feed.source not in sources:
                file.add(None, 0, "source", f'"{feed.source}" is not among the sources')
            if feed.owner not in departments:
                file.add(None, 0, "owner", f'"{feed.owner}" is not among the departments')
            for key, reason in [*_faults(feed), *_faults_by_kind(feed, kinds)]:
                file.add(None, 0, key, reason)


def _faults(feed: Feed) -> Iterator[tuple[str, str]]:
    for key, told in (("address", feed.address), *(("headers", v) for v in feed.headers.values())):
        for name in placeholders(told):
            if name not in feed.secrets:
                yield key, f'the secret "{name}" is not among the secrets'
    if fault := _fault_of_address(feed.address):
        yield "address", fault
    if feed.time_zone not in zoneinfo.available_timezones():
        yield "time_zone", f'"{feed.time_zone}" is no time zone'
    if feed.whole and feed.mapping.into in {"observation", "notice"}:
        yield "whole", f"an {feed.mapping.into} that is left out is not gone"


def _fault_of_address(address: str) -> str:
    """A password in a file that everyone may read is a password that everyone has."""
    try:
        parts = urlsplit(address)
        if parts.username is not None or parts.password is not None:
            return "holds a user or a password; use a secret"
    except ValueError:
        return "is not well formed"
    return "" if parts.scheme else "has no scheme such as https"


def _faults_by_kind(
    feed: Feed, kinds: Mapping[str, SourceKind] | None
) -> Iterator[tuple[str, str]]:
    if kinds is None:
        return
    if feed.kind not in kinds:
        yield "kind", f'"{feed.kind}" is none of {", ".join(sorted(kinds))}'
        return
    for problem in kinds[feed.kind].check(feed):
        yield problem.field, problem.reason
