"""What somebody on the site tells and shows. Photos come here without position or camera."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.places import queries as places
from simin.domains.projects import policies
from simin.domains.projects.checks import LONGEST_TEXT
from simin.domains.projects.errors import UnknownProjectError
from simin.domains.projects.events import PhotoReleased, SiteReported
from simin.domains.projects.models import ProgressPoint, Project, SitePhoto, SiteReport
from simin.domains.projects.services.assessing import assess
from simin.domains.projects.services.record import (
    locked_project,
    moment,
    project_subject,
    recorded,
    tell,
)
from simin.kit.errors import RejectedError
from simin.kit.file_store import store_of
from simin.kit.photos import keep_photo
from simin.kit.pictures import Picture

#: Of one report.
MOST_PHOTOS = 12
LONGEST_SPOT = 60


@dataclass(frozen=True, kw_only=True)
class HandedPhoto:
    """A picture that was made harmless (``kit.pictures``)."""

    picture: Picture
    spot: str = ""
    taken_on: date | None = None
    public: bool = False
    invented: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report from the site; at least one of its parts is there."""

    percent: float | None = None
    text: str = ""
    longitude: float | None = None
    latitude: float | None = None
    photos: Sequence[HandedPhoto] = ()


@transaction.atomic
def report(project_id: str, told: Told, *, by: Reader, form_key: str) -> int:
    """The report's number; the same ``form_key`` again gives the same and changes nothing."""
    project = locked_project(project_id)
    policies.check_reports(by, project)
    again = SiteReport.objects.filter(form_key=form_key, project=project).first()
    if again is not None:
        return again.id
    _check(told)
    at = moment()
    made = SiteReport.objects.create(
        project=project,
        form_key=form_key,
        at=at,
        by=by.username,
        percent=told.percent,
        text=told.text.strip(),
        longitude=told.longitude,
        latitude=told.latitude,
    )
    _keep_photos(project, told.photos, places.day_of(at), by.username, made)
    if told.percent is not None:
        defaults = {"actual": told.percent}
        ProgressPoint.objects.update_or_create(
            project=project, on=places.day_of(at), defaults=defaults
        )
    details = {"report": made.id, "percent": told.percent, "photos": len(told.photos)}
    subject = project_subject(project.id)
    recorded(subject, "reported", by=by.username, at=at, text=made.text, details=details)
    tell(
        SiteReported(
            project=project.id, report=made.id, percent=told.percent, by=by.username, at=at
        )
    )
    assess(project, at=at)
    return made.id


def _check(told: Told) -> None:
    if told.percent is None and not told.text.strip() and not told.photos:
        raise RejectedError("text", "tell how far it is, write something or show a photo")
    if told.percent is not None and not 0 <= told.percent <= 100:
        raise RejectedError("percent", "between 0 and 100")
    if len(told.text) > LONGEST_TEXT or "\0" in told.text:
        raise RejectedError("text", f"at most {LONGEST_TEXT} characters")
    if len(told.photos) > MOST_PHOTOS:
        raise RejectedError("photo", f"at most {MOST_PHOTOS} at once")
    if (told.longitude is None) != (told.latitude is None):
        raise RejectedError("longitude", "a position has two numbers")
    if abs(told.longitude or 0) > 180 or abs(told.latitude or 0) > 90:
        raise RejectedError("longitude", "is no position")


@transaction.atomic
def add_photos(project_id: str, photos: Sequence[HandedPhoto], *, by: Reader) -> int:
    """Photos without a report; how many are new."""
    project = locked_project(project_id)
    policies.check_reports(by, project)
    at = moment()
    kept = _keep_photos(project, photos, places.day_of(at), by.username, None)
    if kept:
        details = {"photos": kept}
        recorded(project_subject(project.id), "photos", by=by.username, at=at, details=details)
        tell(SiteReported(project=project.id, report=0, percent=None, by=by.username, at=at))
    return kept


def _keep_photos(
    project: Project,
    photos: Sequence[HandedPhoto],
    today: date,
    by: str,
    report_made: SiteReport | None,
) -> int:
    """The same picture again is one picture. Bytes first: a row never names what is not there."""
    store, kept = store_of("projects"), 0
    for one in photos:
        taken_on = one.taken_on or today
        if taken_on > today:
            raise RejectedError("taken_on", "lies ahead")
        photo = keep_photo(store, one.picture)
        _, new = SitePhoto.objects.get_or_create(
            project=project,
            sha256=photo.sha256,
            defaults={
                "report": report_made,
                "spot": one.spot.strip()[:LONGEST_SPOT],
                "taken_on": taken_on,
                "thumbnail": photo.thumbnail,
                "media_type": photo.media_type,
                "width": photo.width,
                "height": photo.height,
                "public": one.public,
                "invented": one.invented,
                "by": by,
            },
        )
        kept += new
    return kept


@transaction.atomic
def show_photo(project_id: str, photo: int, *, public: bool, by: Reader) -> bool:
    """Show a photo to citizens, or take it back. False where it stood so already."""
    project = locked_project(project_id)
    policies.check_keeps(by, project.unit)
    found = SitePhoto.objects.filter(project=project, id=photo).first()
    if found is None:
        raise UnknownProjectError(f"project {project_id} has no photo {photo}")
    if found.public == public:
        return False
    found.public = public
    found.save(update_fields=["public"])
    at, details = moment(), {"photo": photo, "public": [not public, public]}
    recorded(project_subject(project.id), "photo", by=by.username, at=at, details=details)
    tell(PhotoReleased(project=project.id, photo=photo, public=public, by=by.username, at=at))
    return True
