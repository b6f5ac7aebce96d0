"""Two incidents turn out to be one, or two after all; nothing that was known is lost."""

from datetime import datetime

import msgspec
from django.db import transaction

from simin.domains.incidents.errors import StaleError, WrongTransitionError
from simin.domains.incidents.events import IncidentMerged, IncidentNoted, IncidentUnmerged
from simin.domains.incidents.models import (
    Distinct,
    Incident,
    Merge,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.services.counters import kept
from simin.domains.incidents.services.lifecycle import response_seconds
from simin.domains.incidents.services.record import Told, entered, locked, tell
from simin.domains.incidents.states import State
from simin.domains.incidents.unmerging import FIELDS, Link, Said, together, without
from simin.kit.errors import RejectedError
from simin.kit.translated import words


@transaction.atomic
def merge(into: str, *, duplicate: str, told: Told) -> bool:
    """``duplicate`` is the same as ``into``; false if that was known already.

    ``into`` takes over the earlier times, the worse severity and the units. What the channels of
    the duplicate go on telling arrives at ``into``.
    """
    kept_one, ended = _both(into, duplicate)
    if ended.merged_into_id == kept_one.id:
        return False
    _check(kept_one, ended)
    written = _written_down(kept_one, ended, told.at)
    with kept(kept_one, ended):
        _say(kept_one, together(said_of(kept_one), said_of(ended)))
        _end(ended, kept_one, told)
        entered(kept_one, told, text=words("Merged with {number}", number=ended.id))
    UnitAssignment.objects.filter(incident=ended, unit__in=written.units).update(incident=kept_one)
    Incident.objects.filter(merged_into=ended).update(merged_into=kept_one)
    tell(IncidentNoted, kept_one, at=told.at, received_at=told.received_at)
    tell(IncidentMerged, ended, at=told.at, received_at=told.received_at, into=kept_one.id)
    return True


@transaction.atomic
def unmerge(duplicate: str, *, told: Told) -> str:
    """``duplicate`` was another one after all: it stands again where it stood; the survivor's id.

    Its timeline, numbers of its sources and words never left it; its units go back to it. What was
    told since stays with the survivor.
    """
    survivor, part = _survivor_and_part(duplicate)
    made = _standing(survivor, part)
    with kept(survivor, part):
        _take_out(survivor, made)
        _stand_again(part, made)
        again = words("Separated from {number}", number=survivor.id)
        entered(part, told, text=again, state=part.state)
        text = words("{number} was separated: it is another incident", number=part.id)
        entered(survivor, told, text=text)
    _keep_in(survivor, part, made)
    _give_back(survivor, part, made)
    made.undone_at = told.at
    made.save(update_fields=["undone_at"])
    tell(IncidentNoted, survivor, at=told.at, received_at=told.received_at)
    tell(IncidentUnmerged, part, at=told.at, received_at=told.received_at, out_of=survivor.id)
    return survivor.id


@transaction.atomic
def keep_apart(one: str, *, other: str, told: Told) -> bool:
    """The two are not the same and are not proposed again; false if that was known."""
    first, second = (found.id for found in _both(*sorted((one, other))))
    if first == second:
        raise RejectedError("other", "is the same incident")
    _, new = Distinct.objects.get_or_create(
        first_id=first, second_id=second, defaults={"at": told.at}
    )
    if new:
        for incident, differs in ((locked(first), second), (locked(second), first)):
            entered(incident, told, text=words("Not the same as {number}", number=differs))
            incident.save(update_fields=["last_at", "received_at"])
            tell(IncidentNoted, incident, at=told.at, received_at=told.received_at)
    return new


def said_of(incident: Incident) -> Said:
    return Said(**{field: getattr(incident, field) for field in FIELDS})


def _both(into: str, duplicate: str) -> tuple[Incident, Incident]:
    """Both, locked in one order, so that two merges cannot wait for each other."""
    found = {name: locked(name) for name in sorted({into, duplicate})}
    return found[into], found[duplicate]


def _check(into: Incident, duplicate: Incident) -> None:
    if into.id == duplicate.id:
        raise RejectedError("into", "an incident is not merged into itself")
    for incident in (into, duplicate):
        if incident.state == State.MERGED:
            raise WrongTransitionError(
                incident.state, State.MERGED, f"{incident.id} is part of {incident.merged_into_id}"
            )
    if into.drill != duplicate.drill:
        raise RejectedError("into", "a drill and a real incident are never one")


def _written_down(into: Incident, duplicate: Incident, at: datetime) -> Merge:
    """What it takes to undo it, before anything changes."""
    already = UnitAssignment.objects.filter(incident=into).values("unit")
    going = UnitAssignment.objects.filter(incident=duplicate).exclude(unit__in=already)
    parts = Incident.objects.filter(merged_into=duplicate).values_list("id", flat=True)
    ended = {name: getattr(duplicate, name) for name in ("state", "state_since", "closed_at")}
    return Merge.objects.create(
        into=into,
        duplicate=duplicate,
        at=at,
        before=msgspec.to_builtins(said_of(into)),
        ended=msgspec.to_builtins(ended),
        units=list(going.values_list("unit_id", flat=True)),
        parts=list(parts),
    )


def _say(incident: Incident, said: Said) -> None:
    for field in FIELDS:
        setattr(incident, field, getattr(said, field))
    incident.response_seconds = response_seconds(incident)


def _end(duplicate: Incident, into: Incident, told: Told) -> None:
    duplicate.state = State.MERGED
    duplicate.state_since = told.at
    duplicate.closed_at = told.at
    duplicate.merged_into = into
    text = words("Merged into {number}", number=into.id)
    entered(duplicate, told, text=text, state=State.MERGED)


def _survivor_and_part(duplicate: str) -> tuple[Incident, Incident]:
    """Locked in the order of numbers; what it was part of may change until both are held."""
    survivor = Incident.objects.filter(id=duplicate).values_list("merged_into", flat=True).first()
    if survivor is None:
        raise WrongTransitionError(locked(duplicate).state, "unmerged", "it is part of no other")
    into, part = _both(survivor, duplicate)
    if part.merged_into_id != into.id:
        raise StaleError("merge", part.state)
    return into, part


def _standing(survivor: Incident, part: Incident) -> Merge:
    made = Merge.objects.filter(duplicate=part, undone_at=None).order_by("-id").first()
    if made is None:
        raise RejectedError("merge", "it was merged before merges could be undone")
    if made.into_id != survivor.id:
        reason = (
            f"it is part of {made.into_id}, which is part of {survivor.id}; separate that first"
        )
        raise RejectedError("merge", reason)
    return made


def _take_out(survivor: Incident, made: Merge) -> None:
    """The survivor says what it would say had the merge never been."""
    standing = Merge.objects.select_related("duplicate").filter(into=survivor, undone_at=None)
    chain = list(standing.order_by("id"))
    links = [Link(msgspec.convert(one.before, Said), said_of(one.duplicate)) for one in chain]
    befores, now = without(links, chain.index(made), said_of(survivor))
    for one, before in zip([one for one in chain if one != made], befores, strict=True):
        one.before = msgspec.to_builtins(before)
        one.save(update_fields=["before"])
    _say(survivor, now)


def _stand_again(part: Incident, made: Merge) -> None:
    was = msgspec.convert(made.ended, _Ended)
    part.state = was.state
    part.state_since = was.state_since
    part.closed_at = was.closed_at
    part.merged_into = None


def _keep_in(survivor: Incident, part: Incident, made: Merge) -> None:
    """What was told while only the part withheld the survivor stays out of everyone's picture.

    It was told of something that nobody outside saw, and may speak of the part.
    """
    below = Incident.objects.filter(id__in=made.parts, merged_into=survivor).select_related("kind")
    if survivor.kind.is_withheld or not any(one.kind.is_withheld for one in (part, *below)):
        return
    ended = TimelineEntry.objects.filter(incident=part, state=State.MERGED).order_by("-id").first()
    # By number, not by time: a channel tells late of what was earlier.
    since = TimelineEntry.objects.filter(incident=survivor, id__gt=ended.pk if ended else 0)
    since.update(internal=True)


def _give_back(survivor: Incident, part: Incident, made: Merge) -> None:
    UnitAssignment.objects.filter(incident=survivor, unit__in=made.units).update(incident=part)
    Incident.objects.filter(id__in=made.parts, merged_into=survivor).update(merged_into=part)


class _Ended(msgspec.Struct):
    state: str
    state_since: datetime
    closed_at: datetime | None
