"""Feeds of projects and pledges: milestones reached, new photos, pledges that moved.

Of what everyone sees; ``?card=project/ID`` or ``?card=pledge/ID`` asks for one of them.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from simin.domains.places import queries as places
from simin.domains.projects import queries as projects
from simin.kit.clock import city_clock
from simin.kit.text import Text, pick
from simin.kit.translated import words
from simin.web.doors.feeds.wanted import Wanted
from simin.web.doors.feeds.written import FeedEntry


def works(wanted: Wanted) -> Iterator[FeedEntry]:
    """What has happened on projects; a milestone is dated, not timed: by the day's beginning."""
    today = places.day_of(city_clock().now()) if places.has_city() else city_clock().now().date()
    only = wanted.card.removeprefix("project/")
    for milestone in projects.reached(today, project=only):
        assert milestone.reached_on is not None
        text = words("Milestone: {name}", name=dict(milestone.name))
        anchor = f"milestone-{milestone.key}"
        yield from _entry(wanted, milestone.project, anchor, text, milestone.reached_on)
    for photo in projects.shown_photos(today, project=only):
        text = words("There is a new photo of the site.")
        yield from _entry(wanted, photo.project, f"photo-{photo.pk}", text, photo.taken_on)


def promises(wanted: Wanted) -> Iterator[FeedEntry]:
    """The last change of each pledge."""
    for one in projects.pledges():
        if wanted.card not in ("", f"pledge/{one.id}") or not _here(wanted, one.districts):
            continue
        address = f"{wanted.base}/card/pledge/{one.id}"
        yield FeedEntry(
            id=f"{address}#{one.status}-{one.percent:g}",
            title=_named(one.name, wanted, invented=one.invented),
            summary=f"{one.percent:g} % · {pick(one.text, wanted.language)}",
            updated=one.status_since,
            published=one.status_since,
            address=address,
            categories=(one.status,),
        )


def _entry(
    wanted: Wanted, project: projects.Project, anchor: str, text: Text, day: date
) -> Iterator[FeedEntry]:
    if not _here(wanted, project.districts):
        return
    zone = places.zone() if places.has_city() else UTC
    at = datetime.combine(day, time.min, zone)
    address = f"{wanted.base}/card/project/{project.id}"
    yield FeedEntry(
        id=f"{address}#{anchor}",
        title=_named(project.name, wanted, invented=project.invented),
        summary=pick(text, wanted.language),
        updated=at,
        published=at,
        address=address,
    )


def _here(wanted: Wanted, districts: Sequence[str]) -> bool:
    """What has no district concerns the whole city."""
    return not wanted.district or not districts or wanted.district in districts


def _named(name: Text, wanted: Wanted, *, invented: bool) -> str:
    said = pick(dict(name), wanted.language)
    return f"{said} ({pick(words('invented'), wanted.language)})" if invented else said
