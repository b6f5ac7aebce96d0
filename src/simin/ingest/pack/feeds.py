"""``feeds/NAME.toml``: what is asked of the world, how often, and what its fields become.

Reads and checks them as the other parts of a pack; what only a kind of source can know is asked of
the kinds, where the caller has them.
"""

import zoneinfo
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from simin.ingest.feeds import Feed, SourceKind
from simin.ingest.pack.city import City
from simin.ingest.pack.pack import Pack
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

    def check(self, pack: Pack, kinds: Mapping[str, SourceKind] | None) -> None:
        """Tell what is wrong with what was read, beside the rest of the pack."""
        sources = {source.id for source in pack.sources}
        departments = {department.id for department in pack.departments}
        for file, feed in self._read:
            if feed.source not in sources:
                file.add(None, 0, "source", f'"{feed.source}" is not among the sources')
            if feed.owner not in departments:
                file.add(None, 0, "owner", f'"{feed.owner}" is not among the departments')
            if feed.theme and feed.theme not in {domain.id for domain in pack.city.domains}:
                file.add(None, 0, "theme", f'"{feed.theme}" is not among the domains of city.toml')
            faults = (*_faults(feed), *_faults_by_kind(feed, kinds))
            for key, reason in (*faults, *_faults_of_stand_ins(feed, pack)):
                file.add(None, 0, key, reason)


def _faults_of_stand_ins(feed: Feed, pack: Pack) -> Iterator[tuple[str, str]]:
    """Nothing but the same source's recording may pass for it."""
    known = {recording.id: recording for recording in pack.recordings}
    for name in feed.fallback:
        if name not in known:
            yield "fallback", f'"{name}" is not among the recordings'
        elif known[name].source != feed.source:
            yield "fallback", f'"{name}" is a recording of another source'
        elif known[name].kind == "incidents":
            yield "fallback", f'"{name}" records incidents, which no feed brings'
    if feed.fallback and not (pack.city.demo or pack.city.stand_in):
        yield "fallback", "needs the window of [demo] or [stand_in] in city.toml"


def _faults(feed: Feed) -> Iterator[tuple[str, str]]:
    for key, told in (("address", feed.address), *(("headers", v) for v in feed.headers.values())):
        for name in placeholders(told):
            if name not in feed.secrets:
                yield key, f'the secret "{name}" is not among the secrets'
    if fault := _fault_of_address(feed.address):
        yield "address", fault
    if feed.time_zone not in _zones():
        yield "time_zone", f'"{feed.time_zone}" is no time zone'
    if feed.whole and feed.mapping.into in {"observation", "notice"}:
        yield "whole", f"an {feed.mapping.into} that is left out is not gone"


@cache
def _zones() -> frozenset[str]:
    """Read once: the names stand in thousands of files, and a city has hundreds of feeds."""
    return frozenset(zoneinfo.available_timezones())


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
