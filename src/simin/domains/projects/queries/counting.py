"""How many projects and pledges stand how: for cards and overviews."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simin.domains.projects.models import Pledge, Project
from simin.domains.projects.queries.public import public_only
from simin.domains.projects.states import FULFILLED, Cost, Status

#: The key of pledges to the whole city.
WHOLE_CITY = ""


@dataclass(frozen=True, kw_only=True)
class Totals:
    projects: int = 0
    #: Schedule to how many.
    schedules: dict[str, int] = field(default_factory=dict)
    over: int = 0
    budget: int = 0
    #: Of the projects of which it is known.
    spent: int = 0
    invented: int = 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Pledges of a unit or a district."""

    key: str
    statuses: dict[str, int]
    #: Mean fulfilment, per cent.
    percent: float

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    @property
    def fulfilled(self) -> int:
        return sum(self.statuses.get(status, 0) for status in FULFILLED)


def totals() -> Totals:
    """Of the public ones: a sum with a withheld one in it tells what is withheld of it."""
    public = Project.objects.filter(public_only())
    found = list(public.only("schedule", "cost", "budget", "spent", "invented").order_by("id"))
    return Totals(
        projects=len(found),
        schedules=dict(Counter(one.schedule for one in found)),
        over=sum(one.cost == Cost.OVER for one in found),
        budget=sum(one.budget for one in found),
        spent=sum(one.spent or 0 for one in found),
        invented=sum(one.invented for one in found),
    )


def achieved_by_district() -> dict[str, float]:
    """Per cent of the plan that was achieved by the last reports: the mean of a district's public
    projects, none of them above 100.
    """
    found: dict[str, list[float]] = {}
    reported = Project.objects.filter(public_only(), spi__isnull=False)
    for districts, spi in reported.values_list("districts", "spi"):
        for district in districts:
            found.setdefault(district, []).append(min(100.0, 100 * (spi or 0.0)))
    return {district: round(sum(told) / len(told), 1) for district, told in found.items()}


def mean_percent(group: Iterable[Pledge]) -> float:
    """Mean fulfilment of those that were not dropped, per cent."""
    told = [one.percent for one in group if one.status != Status.DROPPED]
    return sum(told) / len(told) if told else 0.0


def pledge_tallies() -> tuple[Tally, list[Tally], list[Tally]]:
    """Of all, by unit, and by district; ``WHOLE_CITY`` is what has no district."""
    found = list(Pledge.objects.order_by("rank", "id"))
    by_unit, by_district = dict[str, list[Pledge]](), dict[str, list[Pledge]]()
    for one in found:
        by_unit.setdefault(one.unit, []).append(one)
        for district in one.districts or [WHOLE_CITY]:
            by_district.setdefault(district, []).append(one)
    return (
        _tally("all", found),
        list(_tallies(by_unit)),
        list(_tallies(by_district)),
    )


def _tallies(groups: dict[str, list[Pledge]]) -> Iterator[Tally]:
    return (_tally(key, group) for key, group in sorted(groups.items()))


def _tally(key: str, group: Iterable[Pledge]) -> Tally:
    listed = list(group)
    counted = Counter(one.status for one in listed)
    return Tally(
        key=key,
        statuses={status: counted[status] for status in Status if counted[status]},
        percent=mean_percent(listed),
    )
