"""The rules of attention that look at projects (the table stands in ``rules``). Pure."""

from collections.abc import Iterator

from simin.kit.text import Text
from simin.kit.translated import words
from simin.workflows.attention.need import Action, Need, Severity
from simin.workflows.attention.situation import ProjectNow, Situation

VERY_LATE_DAYS = 180
#: Per cent of the budget.
DEAR = 120


def late_project(city: Situation) -> Iterator[Need]:
    for one in city.projects:
        if one.days_late is None:
            continue
        reason = (
            words("Forecast {days} days behind its plan", days=one.days_late)
            if one.days_late > 0
            else words("Behind its plan")
        )
        yield _of_project(one, "bad" if one.days_late >= VERY_LATE_DAYS else "moderate", reason)


def project_over_budget(city: Situation) -> Iterator[Need]:
    for one in city.projects:
        if one.cost_percent is not None:
            reason = words("Will cost {percent} % of its budget", percent=round(one.cost_percent))
            yield _of_project(one, "bad" if one.cost_percent >= DEAR else "moderate", reason)


def milestone(city: Situation) -> Iterator[Need]:
    for one in city.projects:
        if one.milestone is not None:
            reason = words(
                "{milestone} is due on {day}", milestone=one.milestone, day=one.due_clock
            )
            yield _of_project(one, "moderate", reason, action="open")


def _of_project(
    one: ProjectNow, severity: Severity, reason: Text, action: Action = "direct"
) -> Need:
    """Of a withheld one nothing is said but that there is one, whatever the reason."""
    return Need(
        id=one.card,
        card=one.card,
        severity="moderate" if one.withheld else severity,
        action="open" if one.withheld else action,
        text=words("Project") if one.withheld else one.title,
        reason=words("Withheld from the public") if one.withheld else reason,
        origin=one.origin,
        since=None if one.withheld else one.since,
    )
