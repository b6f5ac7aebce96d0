"""Photos of a site: which two are compared, and the others of the same spot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from simin.domains.projects.queries import SitePhoto
from simin.web.presentation.numbers import in_words
from simin.web.projects.days import day


@dataclass(frozen=True)
class Photo:
    id: int
    address: str
    thumbnail: str
    day: str
    iso: str
    spot: str
    caption: str
    width: int
    height: int
    public: bool
    invented: bool


@dataclass(frozen=True)
class Compared:
    """Two photos of one spot, the older first."""

    spot: str
    before: Photo
    after: Photo


@dataclass(frozen=True)
class Photos:
    """``compared``: None where no spot has two."""

    all: tuple[Photo, ...]
    compared: Compared | None
    #: Spots that can be compared: name, ids of its first and last photo, whether it is shown.
    spots: tuple[tuple[str, int, int, bool], ...]


def photos(
    rows: Sequence[SitePhoto], project: str, asked: Mapping[str, str], *, desk: bool
) -> Photos:
    """``asked``: ids ``before`` and ``after``; usual are the first and the last of a spot."""
    shown = [_photo(row, project, desk=desk) for row in rows]
    groups: dict[str, list[Photo]] = {}
    for one in shown:
        groups.setdefault(one.spot, []).append(one)
    pairs = {spot: group for spot, group in groups.items() if len(group) > 1}
    compared = _asked(shown, asked) or _usual(pairs)
    return Photos(
        all=tuple(reversed(shown)),
        compared=compared,
        spots=tuple(
            (spot, group[0].id, group[-1].id, bool(compared and compared.spot == spot))
            for spot, group in pairs.items()
        ),
    )


def _photo(row: SitePhoto, project: str, *, desk: bool) -> Photo:
    route = "project-photo" if desk else "public-project-photo"
    address = reverse(route, args=[project, row.id])
    return Photo(
        id=row.id,
        address=address,
        thumbnail=f"{address}?small",
        day=day(row.taken_on),
        iso=row.taken_on.isoformat(),
        spot=row.spot,
        caption=in_words(row.caption),
        width=row.width,
        height=row.height,
        public=row.public,
        invented=row.invented,
    )


def _asked(shown: Sequence[Photo], asked: Mapping[str, str]) -> Compared | None:
    known = {str(one.id): one for one in shown}
    before, after = known.get(asked.get("before", "")), known.get(asked.get("after", ""))
    if before is None or after is None or before.id == after.id:
        return None
    older, newer = sorted((before, after), key=lambda one: (one.iso, one.id))
    return Compared(older.spot if older.spot == newer.spot else "", older, newer)


def _usual(pairs: Mapping[str, Sequence[Photo]]) -> Compared | None:
    """Of the spot whose photos lie furthest apart in time."""
    if not pairs:
        return None
    spot = max(pairs, key=lambda one: (len(pairs[one]), one))
    return Compared(spot, pairs[spot][0], pairs[spot][-1])
