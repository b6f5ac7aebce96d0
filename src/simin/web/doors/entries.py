"""What catalogues tell of the open data: one entry for each public data set and family of
datastreams, in words of every language. DCAT and CKAN write the same entries.

Never here: how a standard writes them, and what is public.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simin.domains.catalogue.licences import Licence
from simin.domains.identity import queries as identity
from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.ingest.oversight import queries as feeds
from simin.kit.errors import NotFoundError
from simin.web.doors.files import File, files_of_dataset, files_of_family
from simin.workflows import withheld_families
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset, PublicFamily

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


def entries() -> list[Entry]:
    """All, data sets first, in order of name."""
    publishers, periods = _publishers(), _periods()
    tables = [_of_dataset(one, publishers, periods) for one in opening.datasets()]
    return [*tables, *(_of_family(one, publishers) for one in _families())]


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


def publisher_ids() -> dict[str, Words]:
    """Departments that publish anything."""
    told = {one.owner: one.publisher for one in entries() if one.owner}
    return dict(sorted(told.items()))


def _day(at: datetime | None) -> datetime | None:
    """To the day: observations never cease, and a catalogue is not written anew for each."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0) if at else None


#: Seconds for which the families are not asked anew; shared caches keep answers no shorter.
KEPT = 60.0
_kept: tuple[frozenset[str], float, list[PublicFamily]] | None = None


def _families() -> list[PublicFamily]:
    """Gathered from all datastreams, so not for every call; what is withheld goes at once."""
    global _kept  # noqa: PLW0603 - one slot of the process, replaced as a whole
    hidden, now, kept = frozenset(withheld_families.as_published()), time.monotonic(), _kept
    if kept is None or kept[0] != hidden or now - kept[1] > KEPT:
        kept = _kept = (hidden, now, opening.families())
    return kept[2]


def forget_kept() -> None:
    """Ask anew (tests)."""
    global _kept  # noqa: PLW0603
    _kept = None


def _publishers() -> dict[str, Words]:
    return {one.id: one.name for one in identity.departments()}


def _periods() -> dict[str, int]:
    """Feed to the seconds between two of its runs."""
    return feeds.seconds_between_runs()


def _of_dataset(
    found: PublicDataset, publishers: Mapping[str, Words], periods: Mapping[str, int]
) -> Entry:
    told = found.dataset
    return Entry(
        name=name_of(found.id),
        title=told.title,
        description=told.description or told.title,
        licence=found.licence,
        attribution=told.attribution,
        owner=told.owner,
        publisher=publishers.get(told.owner, city_words()),
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


def _of_family(found: PublicFamily, publishers: Mapping[str, Words]) -> Entry:
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
        publisher=publishers.get(found.owner, city_words()),
        theme=found.theme,
        issued_at=None,
        changed_at=_day(found.changed_at),
        period=found.line.period or None,
        origin=found.source.origin,
        placed=found.line.placed > 0,
        files=files_of_family(found),
        page=f"/data/series/{found.id}/",
    )
