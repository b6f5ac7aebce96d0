"""What people in the field say, show and do."""

from datetime import datetime, timedelta

from django.db import transaction

from simin.domains.field import policies, queries
from simin.domains.field.models import Invitation, Report
from simin.domains.field.services.files import STORE, kept_by_a_report
from simin.domains.field.services.record import (
    News,
    Sent,
    added,
    everywhere,
    good,
    held_good,
    known,
)
from simin.domains.field.subject import incident_of
from simin.domains.incidents import services as incidents
from simin.domains.incidents.queries import surviving, units
from simin.domains.incidents.units import UnitState
from simin.kit import photos, typed_text
from simin.kit.errors import RejectedError
from simin.kit.file_store import store_of
from simin.kit.pictures import Picture, picture
from simin.kit.translated import words


@transaction.atomic
def report_text(handle: str, *, text: str, sent: Sent) -> Report:
    """Words; the same key again changes nothing."""
    found = good(handle, sent.now)
    same = known(found, sent)
    if same is not None:
        return same
    text = checked_text(text)
    if not text:
        raise RejectedError("text", "say something")
    return added(found, sent, News(kind="text", text=text, timeline=everywhere(text)))


def report_photo(handle: str, *, content: bytes, text: str, sent: Sent) -> Report:
    """A photo that came in one piece, with words or without."""
    checked_text(text)
    return keep_photo(handle, "photo", picture(content), text, sent)


def keep_photo(handle: str, kind: str, made: Picture, text: str, sent: Sent) -> Report:
    checked_text(text)
    _check_welcome(handle, sent)
    store = store_of(STORE)
    photo = photos.keep_photo(store, made)
    with kept_by_a_report(photo.sha256, photo.thumbnail), transaction.atomic():
        found = good(handle, sent.now)
        same = known(found, sent)
        if same is not None:
            return same
        text = checked_text(text)
        kept = {
            "file": photo.sha256,
            "thumbnail": photo.thumbnail,
            "media_type": photo.media_type,
            "size": photo.size,
            "width": photo.width,
            "height": photo.height,
            "file_until": sent.now + timedelta(days=queries.rules().photos_days),
        }
        said = everywhere(text) if text else _shown(kind)
        added_now = added(found, sent, News(kind=kind, text=text, timeline=said, kept=kept))
        # Whoever forgets files takes turns with us, and may just have forgotten the same bytes.
        if not (store.exists(photo.sha256) and store.exists(photo.thumbnail)):
            photos.keep_photo(store, made)
        return added_now


@transaction.atomic
def _check_welcome(handle: str, sent: Sent) -> None:
    """Before bytes are kept; whoever adds the report looks again."""
    known(held_good(handle, sent.now), sent)


def _shown(kind: str) -> dict[str, str]:
    return words("Picture from the call") if kind == "snapshot" else words("Photo from the field")


@transaction.atomic
def set_unit_state(handle: str, *, state: str, sent: Sent) -> bool:
    """The unit goes on along its states; false if it stood there already.

    Raises as ``incidents.set_unit_state``.
    """
    found = good(handle, sent.now)
    if known(found, sent) is not None:
        return False
    incident = incident_of(found.subject)
    if incident is None or not found.unit:
        raise RejectedError("state", "this link is not for a unit on an incident")
    at = _not_before(incident, found.unit, sent.city_time())
    if not incidents.set_unit_state(incident, unit=found.unit, state=state, at=at):
        return False
    _state_told(found, state, sent)
    return True


def _not_before(incident: str, unit: str, at: datetime) -> datetime:
    """A phone's clock may be behind: what it tells of now is never before what was told already."""
    on_it = units(surviving(incident).id)
    return max([at, *(one.since for one in on_it if one.unit_id == unit)])


def _state_told(found: Invitation, state: str, sent: Sent) -> None:
    said = state_words(UnitState(state))
    added(found, sent, News(kind="state", state=state, timeline=said, public=True))


def state_words(state: UnitState) -> dict[str, str]:
    return {
        UnitState.ORDERED: words("Ordered out"),
        UnitState.EN_ROUTE: words("On the way"),
        UnitState.ARRIVED: words("Arrived"),
        UnitState.OPERATING: words("At work"),
        UnitState.RELEASED: words("Free again"),
    }[state]


def checked_text(text: str) -> str:
    return typed_text.checked_text(text, most=policies.LONGEST_TEXT)
