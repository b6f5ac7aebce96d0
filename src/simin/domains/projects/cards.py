"""How projects and pledges look in the picture (``docs/reference/cards.md``).

A card has what a list and a map need; curves, tables and photos stand on its page.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from simin.domains.identity import queries as identity
from simin.domains.picture.card import (
    Card,
    Freshness,
    Origin,
    Place,
    Release,
    Section,
    Trust,
    Visibility,
    WithholdingReason,
    Words,
)
from simin.domains.picture.policy import Rules
from simin.domains.places import queries as places
from simin.domains.projects import queries
from simin.domains.projects.models import Pledge, Project
from simin.domains.projects.states import Cost, Schedule
from simin.domains.releases import queries as releases
from simin.kit.translated import words

PROJECTS_CARD, PLEDGES_CARD = "city/projects", "city/pledges"
#: The glance domain of projects.
DOMAIN = "projects"
#: City time for which the trust mark of an overview keeps its time while nothing else changes.
RENEWED = timedelta(minutes=10)
#: Days after which a report counts as late; twice as many: as stale.
REPORTED = timedelta(days=45)
#: How a schedule is coloured.
LEVELS = {
    Schedule.DONE: "good",
    Schedule.ON_TIME: "good",
    Schedule.AT_RISK: "moderate",
    Schedule.LATE: "very_bad",
}
SOURCE = "city-projects"


def project_id(project: str) -> str:
    return f"project/{project}"


def pledge_id(pledge: str) -> str:
    return f"pledge/{pledge}"


def shown(now: datetime) -> list[Card]:
    """Every project and pledge, and the two overviews."""
    units = {unit.id: dict(unit.name) for unit in identity.departments()}
    projects, pledges = queries.projects(), queries.pledges()
    rules = releases.rules(now)
    cards = [_project_card(one, units, now, rules) for one in projects]
    cards += [_pledge_card(one, units) for one in pledges]
    if projects:
        cards.append(projects_card(now))
    if pledges:
        cards.append(pledges_card(pledges, now))
    return cards


def project_card(project: str, now: datetime) -> Card:
    """Raises ``UnknownProjectError``."""
    units = {unit.id: dict(unit.name) for unit in identity.departments()}
    return _project_card(queries.any_project(project), units, now, releases.rules(now))


def cards_of(projects: Sequence[Project], now: datetime) -> list[Card]:
    """The cards of ``projects``, in their order."""
    units = {unit.id: dict(unit.name) for unit in identity.departments()}
    rules = releases.rules(now)
    return [_project_card(one, units, now, rules) for one in projects]


def pledge_cards_of(pledges: Sequence[Pledge]) -> list[Card]:
    units = {unit.id: dict(unit.name) for unit in identity.departments()}
    return [_pledge_card(one, units) for one in pledges]


def _project_card(one: Project, units: dict[str, Words], now: datetime, rules: Rules) -> Card:
    return Card(
        id=project_id(one.id),
        kind="project",
        section=Section.ADMINISTRATION,
        title=dict(one.name),
        body=_project_body(one, units),
        trust=_project_trust(one, now),
        rank=one.rank,
        domain=DOMAIN,
        place=_place(one),
        release=release_of(one, units, rules),
    )


def release_of(one: Project, units: dict[str, Words], rules: Rules) -> Release:
    return rules.release_of(queries.thing(one.id), _said(one, units))


def _said(one: Project, units: dict[str, Words]) -> Release | None:
    if not one.withheld:
        return None
    return Release(
        visibility=Visibility.WITHHELD,
        reason=WithholdingReason(one.withheld),
        office=units.get(one.unit),
        since=_midnight(places.day_of(one.recorded_at)),
        review_on=one.review_on,
    )


def _place(one: Project) -> Place:
    return Place(
        district=one.districts[0] if one.districts else None,
        label=one.place or None,
        longitude=one.longitude,
        latitude=one.latitude,
    )


def level_of(one: Project) -> str:
    """The worse of both: what is over its budget is no longer good."""
    level = LEVELS.get(Schedule(one.schedule), "unknown")
    return "bad" if one.cost == Cost.OVER and level in ("good", "moderate", "unknown") else level


def _project_body(one: Project, units: dict[str, Words]) -> dict[str, Any]:
    return {
        "summary": one.summary,
        "phase": one.phase,
        "schedule": one.schedule,
        "cost": one.cost,
        "level": level_of(one),
        "planned": _rounded(one.planned, 1),
        "actual": _rounded(one.actual, 1),
        "reported_on": _iso(one.reported_on),
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "forecast": _forecast(one),
        "budget": one.budget,
        "spent": one.spent,
        "eac": _rounded(one.eac, 0),
        "spi": _rounded(one.spi, 3),
        "cpi": _rounded(one.cpi, 3),
        "overdue_milestones": one.overdue_milestones,
        "districts": one.districts,
        "owner": {"id": one.unit, "name": units.get(one.unit, {})},
        "owner_office": one.owner or None,
        "indicators": one.indicators,
        "invented": one.invented,
    }


def _forecast(one: Project) -> dict[str, Any] | None:
    if one.forecast_on is None:
        return None
    return {
        "ends_on": _iso(one.forecast_on),
        "from": _iso(one.forecast_from),
        "to": _iso(one.forecast_to),
        "days_late": one.days_late,
    }


def _project_trust(one: Project, now: datetime) -> Trust:
    """As old as its last report; what was never reported is as old as its beginning."""
    told = one.reported_on or one.starts_on
    at = min(_midnight(told), one.recorded_at)
    return Trust(
        source=SOURCE,
        source_name=words("Invented for the demonstration") if one.invented else _source(one),
        origin=Origin.SYNTHETIC if one.invented else Origin.MEASURED,
        freshness=_freshness(one, now),
        phenomenon_time=at,
        received_at=at,
        budget=int(REPORTED.total_seconds()),
    )


def _source(one: Project) -> Words:
    return dict(one.source) or words("The city's register of projects")


def _freshness(one: Project, now: datetime) -> Freshness:
    """What is done or stopped is not reported any more."""
    if one.schedule in (Schedule.DONE, Schedule.STOPPED):
        return Freshness.LIVE
    age = now - _midnight(one.reported_on or one.starts_on)
    if age <= REPORTED:
        return Freshness.LIVE
    return Freshness.LATE if age <= 2 * REPORTED else Freshness.STALE


def _pledge_card(one: Pledge, units: dict[str, Words]) -> Card:
    at = one.recorded_at
    return Card(
        id=pledge_id(one.id),
        kind="pledge",
        section=Section.ADMINISTRATION,
        title=dict(one.name),
        body={
            "text": one.text,
            "theme": one.theme or None,
            "status": one.status,
            "status_since": one.status_since.astimezone(UTC).isoformat(),
            "percent": _rounded(one.percent, 1),
            "due_on": one.due_on.isoformat(),
            "districts": one.districts,
            "owner": {"id": one.unit, "name": units.get(one.unit, {})},
            "projects": [project_id(project) for project in one.projects],
            "evidence": [{"text": each["text"], "link": each["link"]} for each in one.evidence],
            "invented": one.invented,
        },
        trust=_overview_trust(at, Origin.SYNTHETIC if one.invented else Origin.MEASURED),
        rank=one.rank,
        place=Place(district=one.districts[0]) if len(one.districts) == 1 else None,
    )


def projects_card(now: datetime) -> Card:
    found = queries.totals()
    return Card(
        id=PROJECTS_CARD,
        kind="projects",
        section=Section.ADMINISTRATION,
        title=words("Major projects"),
        body={
            "projects": found.projects,
            "schedules": {one.value: found.schedules.get(one, 0) for one in Schedule},
            "over": found.over,
            "budget": found.budget,
            "spent": found.spent,
        },
        trust=_overview_trust(
            _looked_at(now), Origin.SYNTHETIC if found.invented else Origin.MEASURED
        ),
    )


def pledges_card(pledges: list[Pledge], now: datetime) -> Card:
    statuses = Counter(one.status for one in pledges)
    invented = any(one.invented for one in pledges)
    return Card(
        id=PLEDGES_CARD,
        kind="pledges",
        section=Section.ADMINISTRATION,
        title=words("Pledges"),
        body={
            "pledges": len(pledges),
            "statuses": dict(sorted(statuses.items())),
            "percent": round(queries.mean_percent(pledges), 1),
        },
        trust=_overview_trust(_looked_at(now), Origin.SYNTHETIC if invented else Origin.MEASURED),
    )


def _overview_trust(at: datetime, origin: Origin) -> Trust:
    made = words("Invented for the demonstration")
    return Trust(
        source=SOURCE,
        source_name=made
        if origin is Origin.SYNTHETIC
        else words("The city's register of projects"),
        origin=origin,
        freshness=Freshness.LIVE,
        phenomenon_time=at,
        received_at=at,
    )


def _looked_at(now: datetime) -> datetime:
    return now - timedelta(seconds=now.timestamp() % RENEWED.total_seconds())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, places.zone()).astimezone(UTC)


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
