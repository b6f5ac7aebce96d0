"""Define the city stage and assess it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from simin.domains.incidents.events import StageChanged
from simin.domains.incidents.facts import gather, origin_of
from simin.domains.incidents.models import (
    CityStage,
    StageChange,
    StageCriterion,
    StageLevel,
    StageLimit,
)
from simin.domains.incidents.names import stage_sentence
from simin.domains.incidents.queries.stage import stage_override
from simin.domains.incidents.report import checked_words
from simin.domains.incidents.services.overriding import USUAL_HOURS, end_override_due
from simin.domains.incidents.stage import (
    HIGHEST,
    NORMAL,
    Criterion,
    Facts,
    Finding,
    StageName,
    Standing,
    find,
    level_of,
    settle,
)
from simin.domains.picture.card import Words
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

#: City time after which the card says anew when the criteria were looked at.
RENEWED = timedelta(minutes=10)


@transaction.atomic
def define_stage(
    stages: Iterable[StageName],
    criteria: Iterable[Criterion],
    *,
    override_hours: int | None = None,
) -> None:
    """Take over the pack's stages and criteria, in place of those before.

    ``override_hours``: for so long a stage may be set by hand.
    """
    hours = override_hours or USUAL_HOURS
    StageLimit.objects.update_or_create(id=1, defaults={"override_hours": hours})
    for stage in stages:
        if not NORMAL <= stage.level <= HIGHEST:
            raise RejectedError("stages.level", f"{stage.level} is not between 1 and {HIGHEST}")
        checked_words(f"stages.{stage.level}.name", stage.name)
        named = {"name": stage.name, "colour": stage.colour}
        StageLevel.objects.update_or_create(level=stage.level, defaults=named)
    kept = list(criteria)
    for order, criterion in enumerate(kept):
        criterion.check()
        stored = {"definition": msgspec.to_builtins(criterion), "order": order}
        StageCriterion.objects.update_or_create(id=criterion.id, defaults=stored)
    StageCriterion.objects.exclude(id__in=[criterion.id for criterion in kept]).delete()


def criteria() -> list[Criterion]:
    """The published criteria, in the pack's order."""
    definitions = StageCriterion.objects.values_list("definition", flat=True)
    return [msgspec.convert(definition, Criterion) for definition in definitions]


def assess_stage(now: datetime, facts: Facts | None = None) -> bool:
    """Look at the city at ``now`` (city time); whether the stage's card is another than before.

    ``facts`` are gathered where none are given. Writes only what differs.
    """
    ended = end_override_due(now)
    published = criteria()
    findings = find(published, gather(published) if facts is None else facts)
    with transaction.atomic():
        outbox.take_turns()
        row = CityStage.objects.select_for_update().filter(id=1).first()
        if row is None:
            row = CityStage.objects.create(since=now, assessed_at=now - RENEWED)
        return _assess(row, findings, published, now) or ended


def _assess(
    row: CityStage, findings: Sequence[Finding], published: Sequence[Criterion], now: datetime
) -> bool:
    before, shown = _standing(row), (row.level, row.findings, row.reasons)
    after = settle(before, level_of(findings), now)
    _take(row, after, findings)
    renewed = now - row.assessed_at >= RENEWED
    differs = renewed or shown != (row.level, row.findings, row.reasons)
    if differs:
        row.assessed_at, row.origin = now, origin_of(published)
    if differs or after != before:
        row.save()
    if after.level != before.level:
        _change(before, after, row)
    return differs


def _standing(row: CityStage) -> Standing:
    return Standing(level=row.level, since=row.since, lower=row.lower, lower_since=row.lower_since)


def _take(row: CityStage, after: Standing, findings: Sequence[Finding]) -> None:
    """A stage above what is found now keeps those of its reasons that still speak for it."""
    row.reasons = (
        _reasons(findings)
        if level_of(findings) >= after.level
        else [reason for reason in row.reasons if reason["level"] <= after.level]
    )
    row.level, row.since = after.level, after.since
    row.lower, row.lower_since = after.lower, after.lower_since
    row.findings = msgspec.to_builtins(findings)


def _reasons(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """What is met, the highest level first."""
    met = sorted((found for found in findings if found.met), key=lambda found: -found.level)
    return [
        {"criterion": found.criterion, "text": found.text, "level": found.level} for found in met
    ]


def _change(before: Standing, after: Standing, row: CityStage) -> None:
    """On the record in any case; told only where the city's stage is not set by hand."""
    override = stage_override(after.since)
    shown = (override.level, override.level) if override else (before.level, after.level)
    StageChange.objects.create(
        before=shown[0],
        level=shown[1],
        computed=after.level,
        since=after.since,
        reasons=row.reasons,
        findings=row.findings,
        origin=row.origin,
        explained=stage_sentence(after.level, _decisive(row)),
    )
    if override is None:
        told = StageChanged(before=before.level, level=after.level, at=after.since)
        outbox.append(told, at=after.since)


def _decisive(row: CityStage) -> list[Words]:
    """The reasons for this level; where it was reached from above, whatever still speaks for it."""
    at_level = [reason["text"] for reason in row.reasons if reason["level"] == row.level]
    return at_level or [reason["text"] for reason in row.reasons]
