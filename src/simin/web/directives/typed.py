"""What people typed into the forms of directives, as it was typed and as it is meant."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from simin.domains.directives.attachment import LARGEST, attachment
from simin.domains.directives.services import Amendment, Draft, Handed
from simin.kit.errors import NotAllowedError, RejectedError, SiminError
from simin.web.directives.vocabulary import FAULTS
from simin.web.presentation.refusals import CANNOT_BE_TAKEN

#: Longest of what is typed and shown again.
LONGEST = 5000


@dataclass
class Typed:
    """Fields as strings; ``faults``: field to a sentence."""

    told: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    watchers: list[str] = field(default_factory=list)

    def refused(self, error: SiminError) -> None:
        name = "allowed" if isinstance(error, NotAllowedError) else "state"
        if isinstance(error, RejectedError):
            name = error.field
        self.faults[name] = str(FAULTS.get(name, CANNOT_BE_TAKEN))

    @property
    def stale(self) -> bool:
        return "revision" in self.faults


def posted(request: HttpRequest, *names: str) -> Typed:
    told = {name: request.POST.get(name, "")[:LONGEST] for name in names}
    watchers = [one[:100] for one in request.POST.getlist("watchers")[:50]]
    return Typed(told, watchers=watchers)


def new_key() -> str:
    """Of a form: the same form sent twice is one deed."""
    return uuid.uuid4().hex


def draft_of(typed: Typed, zone: ZoneInfo, subject_title: dict[str, str]) -> Draft:
    told = typed.told
    unit, role = addressee(told["addressee"])
    return Draft(
        title=told["title"],
        text=told["text"],
        subject=told["card"],
        subject_title=subject_title,
        unit=unit,
        role=role,
        priority=told["priority"],
        required_evidence=told["required_evidence"],
        due_at=moment("due_at", told["due_at"], zone),
        watchers=tuple(typed.watchers),
    )


def amendment_of(typed: Typed, zone: ZoneInfo) -> Amendment:
    told = typed.told
    return Amendment(
        title=told["title"],
        text=told["text"],
        priority=told["priority"],
        required_evidence=told["required_evidence"],
        due_at=moment("due_at", told["due_at"], zone),
    )


def addressee(told: str) -> tuple[str, str]:
    """``unit:climate`` or ``role:duty_officer``."""
    kind, _, name = told.partition(":")
    return (name, "") if kind == "unit" else ("", name if kind == "role" else "")


def moment(field_name: str, told: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(told)
    except ValueError as error:
        raise RejectedError(field_name, "is no time") from error
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def local_input(at: datetime, zone: ZoneInfo) -> str:
    """As ``<input type=datetime-local>`` wants it."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def handed_in(request: HttpRequest) -> Handed:
    """Raises ``RejectedError`` for a file or a number that cannot be taken."""
    files = [_file(one) for one in request.FILES.getlist("file")]
    said = request.POST.get("value", "").strip().replace(",", ".")[:40]
    return Handed(
        files=[attachment(name, content) for name, content in files],
        value=_number(said) if said else None,
        measure=request.POST.get("measure", "")[:40],
    )


def _file(given: "UploadedFile[Any]") -> tuple[str, bytes]:
    if (given.size or 0) > LARGEST:
        raise RejectedError("file", "too large")
    return given.name or "", given.read()


def _number(said: str) -> float:
    try:
        return float(said)
    except ValueError as error:
        raise RejectedError("value", "is no number") from error
