"""What every write on a project or a pledge does: write the record, tell the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from simin.domains.projects.errors import UnknownPledgeError, UnknownProjectError
from simin.domains.projects.events import PledgeEvent, ProjectEvent
from simin.domains.projects.models import Change, Pledge, Project, SearchWord
from simin.kit.clock import city_clock
from simin.kit.outbox import services as outbox
from simin.kit.word_search import words_of

SYSTEM = "system"


def moment() -> datetime:
    return city_clock().now()


def project_subject(project: str) -> str:
    return f"project/{project}"


def pledge_subject(pledge: str) -> str:
    return f"pledge/{pledge}"


def locked_project(project: str) -> Project:
    """Locked until the transaction ends."""
    outbox.take_turns()
    found = Project.objects.select_for_update().filter(id=project).first()
    if found is None:
        raise UnknownProjectError(f"no project {project}")
    return found


def locked_pledge(pledge: str) -> Pledge:
    outbox.take_turns()
    found = Pledge.objects.select_for_update().filter(id=pledge).first()
    if found is None:
        raise UnknownPledgeError(f"no pledge {pledge}")
    return found


def was_done(subject: str, key: str) -> bool:
    return bool(key) and Change.objects.filter(subject=subject, key=key).exists()


def recorded(
    subject: str,
    act: str,
    *,
    by: str,
    at: datetime,
    text: str = "",
    details: Mapping[str, Any] | None = None,
    key: str = "",
) -> None:
    Change.objects.create(
        subject=subject,
        act=act,
        by=by,
        at=at,
        text=text,
        details=msgspec.to_builtins(dict(details or {})),
        key=key,
    )


def tell(event: ProjectEvent | PledgeEvent) -> None:
    outbox.append(event, at=event.at)


def index_words(subject: str, texts: list[str]) -> None:
    wanted = words_of(texts)
    SearchWord.objects.filter(subject=subject).exclude(word__in=wanted).delete()
    SearchWord.objects.bulk_create(
        [SearchWord(subject=subject, word=word) for word in sorted(wanted)], ignore_conflicts=True
    )
