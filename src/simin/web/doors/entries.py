"""What catalogues tell of the open data: one entry for each public data set and family of
datastreams, in words of every language. DCAT and CKAN write the same entries.

Never here: how a standard writes them, and what is public.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from simin.domains.catalogue.licences import Licence
from simin.domains.identity import queries as identity
from simin.domains.picture.card import Origin
from simin.domains.picture.policy import Rules
from simin.domains.places import queries as places
from simin.ingest.oversight import queries as feeds
from simin.kit.errors import NotFoundError
from simin.web.doors.files import File, files_of_dataset, files_of_family
from simin.workflows import withheld_families
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset, PublicFamily
from simin.workflows.open_data.withholding import in_force

type Words = Mapping[str, str]

#: Before the names of families, which hold slashes.
_FAMILY = "observed-"


class UnknownEntryError(NotFoundError):
    """The catalogue has no such entry."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the catalogue has no {name!r:.100}")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A data set, or a family of datastreams, as a catalogue tells of it."""

    #: Small letters, digits, ``-`` and ``_``.
    name: str
    title: Words
    description: Words
    licence: Licence
    attribution: Words
    #: Id of the department that answers for it; empty: the city.
    owner: str
    publisher: Words
    #: Domain of the city at a glance; empty: none.
    theme: str
    issued_at: datetime | None
    changed_at: datetime | None
    #: Seconds between two changes where they come by a schedule.
    period: int | None
    #: Of observations; None: a table.
    origin: Origin | None
    #: Whether its rows stand somewhere.
    placed: bool
    files: tuple[File, ...]
    #: Where people look at it.
    page: str
    #: The data set behind it; None: a family.
    dataset: PublicDataset | None = None


def entries() -> Sequence[Entry]:
    """All, data sets first, in order of name.

    Kept for some seconds, as shared caches keep what is made of them; what a rule or a decision
    withholds goes at once. Inside a transaction nothing is kept.
    """
    global _kept  # noqa: PLW0603 - one slot of the process, replaced as a whole
    if connection.in_atomic_block:
        return _made()
    known, kept = _Known(in_force(), _hidden()), _kept
    if kept is None or not kept.holds(known):
        kept = _kept = _Kept(known, time.monotonic(), _made())
    return kept.entries


def _made() -> tuple[Entry, ...]:
    publishers, periods = _Publishers(), _periods()
    tables = [_of_dataset(one, publishers, periods) for one in opening.datasets()]
    return (*tables, *(_of_family(one, publishers) for one in _families()))


def entry(name: str) -> Entry:
    """Raises ``UnknownEntryError``."""
    for found in entries():
        if found.name == name:
            return found
    raise UnknownEntryError(name)


def name_of(dataset: str) -> str:
    """Catalogues take no dot in a name."""
    return dataset.replace(".", "_")


def city_words() -> Words:
    """What the publisher of the whole catalogue is called."""
    return places.city().name if places.has_city() else {"en": "Simin"}


def themes() -> dict[str, Words]:
    """The domains of the city at a glance."""
    domains = places.city().domains if places.has_city() else ()
    return {str(one["id"]): dict(one["name"]) for one in domains}


def subjects() -> dict[str, str]:
    """Domains of the city to the subjects of the EU's vocabulary, as the pack says."""
    domains = places.city().domains if places.has_city() else ()
    return {str(one["id"]): str(one["data_theme"]) for one in domains if one.get("data_theme")}


def _day(at: datetime | None) -> datetime | None:
    """To the day: observations never cease, and a catalogue is not written anew for each."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0) if at else None


@dataclass(frozen=True)
class _Known:
    """What withholds at a moment: rules and decisions, and the families that no picture shows."""

    rules: Rules | None
    hidden: frozenset[str]

    def same(self, other: "_Known") -> bool:
        """Policy and decisions are other objects whenever anything of them changed."""
        mine, theirs = self.rules, other.rules
        if self.hidden != other.hidden or mine is None or theirs is None:
            return False
        return mine.policy is theirs.policy and mine.decisions is theirs.decisions


@dataclass(frozen=True)
class _Kept:
    known: _Known
    made_at: float
    entries: tuple[Entry, ...]

    def holds(self, known: _Known) -> bool:
        return time.monotonic() - self.made_at < EVERY and self.known.same(known)


#: Seconds for which entries are not made anew, and the families behind them not asked anew; shared
#: caches keep answers no shorter.
EVERY, KEPT = 10.0, 60.0
_kept: _Kept | None = None
_kept_families: tuple[frozenset[str], float, list[PublicFamily]] | None = None


def _hidden() -> frozenset[str]:
    return frozenset(withheld_families.as_published())


def _families() -> list[PublicFamily]:
    """Gathered from all datastreams, so not for every call; what is withheld goes at once."""
    global _kept_families  # noqa: PLW0603 - one slot of the process, replaced as a whole
    hidden, now, kept = _hidden(), time.monotonic(), _kept_families
    if kept is None or kept[0] != hidden or now - kept[1] > KEPT:
        kept = _kept_families = (hidden, now, opening.families())
    return kept[2]


def forget_kept() -> None:
    """Ask anew (tests)."""
    global _kept, _kept_families  # noqa: PLW0603
    _kept = _kept_families = None


class _Publishers:
    """Departments by id; the city where none answers. Looked up once for all entries."""

    def __init__(self) -> None:
        self._names = {one.id: one.name for one in identity.departments()}
        self._city = city_words()

    def of(self, owner: str) -> Words:
        return self._names.get(owner, self._city)


def _periods() -> dict[str, int]:
    """Feed to the seconds between two of its runs."""
    return feeds.seconds_between_runs()


def _of_dataset(found: PublicDataset, publishers: _Publishers, periods: Mapping[str, int]) -> Entry:
    told = found.dataset
    return Entry(
        name=name_of(found.id),
        title=told.title,
        description=told.description or told.title,
        licence=found.licence,
        attribution=told.attribution,
        owner=told.owner,
        publisher=publishers.of(told.owner),
        theme=told.theme,
        issued_at=told.defined_at,
        changed_at=found.changed_at,
        period=periods.get(told.feed),
        origin=None,
        placed=found.schema.spatial,
        files=files_of_dataset(found),
        page=f"/data/{found.id}/",
        dataset=found,
    )


def _of_family(found: PublicFamily, publishers: _Publishers) -> Entry:
    title = found.title or {"en": found.id}
    unit = f" ({found.line.unit})" if found.line.unit else ""
    described = {code: f"{said}{unit}: {found.id}" for code, said in title.items()}
    return Entry(
        name=_FAMILY + found.id.replace("/", "-").replace(".", "_"),
        title=title,
        description=described,
        licence=found.licence,
        attribution=found.source.attribution,
        owner=found.owner,
        publisher=publishers.of(found.owner),
        theme=found.theme,
        issued_at=None,
        changed_at=_day(found.changed_at),
        period=found.line.period or None,
        origin=found.source.origin,
        placed=found.line.placed > 0,
        files=files_of_family(found),
        page=f"/data/series/{found.id}/",
    )
