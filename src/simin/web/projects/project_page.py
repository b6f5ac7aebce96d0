"""What one project's page shows: the same for the office, the desk and every citizen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card
from simin.domains.picture.frame import View
from simin.domains.projects import queries
from simin.domains.projects.queries import Document, Project, Whole
from simin.web.card.lookup import UnknownCardError, find
from simin.web.presentation.numbers import figure, in_words, measure
from simin.web.presentation.times import CityTime, iso
from simin.web.projects.budget_bars import BudgetBars, budget_bars
from simin.web.projects.curve import Curve, curve
from simin.web.projects.days import behind, day, month
from simin.web.projects.lines import ProjectLine
from simin.web.projects.money import money
from simin.web.projects.photos import Photos, photos
from simin.web.projects.project_map import ProjectMap, map_of_one
from simin.web.projects.record import Entry, entries
from simin.web.projects.vocabulary import LACKS


@dataclass(frozen=True)
class MilestoneLine:
    key: str
    name: str
    planned: str
    reached: str
    #: ISO, for the form.
    reached_iso: str
    #: ``reached``, ``late`` (overdue), ``soon`` (within a week) or ``ahead``.
    state: str
    #: How late it was, or is.
    behind: str


@dataclass(frozen=True)
class ReportLine:
    clock: str
    at: str
    percent: str
    text: str
    by: str
    position: str
    photos: int


@dataclass(frozen=True)
class Linked:
    """Another card: its id, title and what it says in short."""

    id: str
    title: str
    said: str = ""


class ProjectPage:
    """Asked by templates; each part is made when it is asked for."""

    def __init__(
        self, card: Card, time: CityTime, asked: Mapping[str, str], *, desk: bool, view: View
    ) -> None:
        """``desk``: for who works for the city, with photos and documents that are not shown."""
        self.line = ProjectLine(card, time)
        self.desk = desk
        self._asked = asked
        self._view = view
        self._time = time

    @cached_property
    def whole(self) -> Whole:
        return queries.whole(queries.any_project(self.line.id), public=not self.desk)

    @property
    def project(self) -> Project:
        return self.whole.project

    @property
    def outline(self) -> str:
        return in_words(self.project.outline)

    @property
    def sketch(self) -> str:
        return self.project.sketch

    @cached_property
    def curve(self) -> Curve | None:
        return curve(self.whole, money, month)

    @property
    def curve_rows(self) -> list[tuple[str, str, str, str]]:
        """Day, planned, earned, spent."""
        points = self.curve.points if self.curve else ()
        return [
            (day(one.on), money(one.planned), money(one.earned), money(one.spent)) for one in points
        ]

    @cached_property
    def budget(self) -> BudgetBars | None:
        return budget_bars(self.whole, _period)

    @property
    def budget_rows(self) -> list[tuple[str, str, str, str]]:
        """Period, planned, spent, per cent."""
        bars = self.budget.bars if self.budget else ()
        return [
            (one.name, money(one.planned), money(one.spent), _share(one.spent, one.planned))
            for one in bars
        ]

    @property
    def milestones(self) -> list[MilestoneLine]:
        return [_milestone(one, self.whole.today) for one in self.whole.milestones]

    @property
    def forecast(self) -> str:
        """One sentence, also where nothing can be said."""
        found = self.project
        if found.schedule == "done":
            return _("It is done.")
        if found.schedule == "stopped":
            return _("It is stopped; no end is forecast.")
        if found.forecast_on is None:
            return str(LACKS.get(found.forecast_lack, ""))
        facts = {
            "day": day(found.forecast_on),
            "behind": behind(found.days_late),
            "from": day(found.forecast_from),
            "to": day(found.forecast_to),
        }
        if found.forecast_to is None:
            return _("Forecast end %(day)s, %(behind)s (90 %%: not before %(from)s).") % facts
        return _("Forecast end %(day)s, %(behind)s (90 %%: %(from)s to %(to)s).") % facts

    @cached_property
    def photos(self) -> Photos:
        return photos(self.whole.photos, self.line.id, self._asked, desk=self.desk)

    @property
    def documents(self) -> list[Document]:
        return list(self.whole.documents)

    @property
    def reports(self) -> list[ReportLine]:
        return [self._report(one) for one in self.whole.reports]

    def _report(self, one: queries.SiteReport) -> ReportLine:
        here = one.longitude is not None and one.latitude is not None
        return ReportLine(
            clock=self._time.clock(one.at),
            at=iso(one.at),
            percent=figure(one.percent, 1) if one.percent is not None else "",
            text=one.text,
            by=one.by,
            position=f"{one.latitude:.5f}, {one.longitude:.5f}" if here else "",
            photos=sum(photo.report_id == one.id for photo in self.whole.photos),
        )

    @property
    def record(self) -> list[Entry]:
        return entries(queries.changes(self.line.card.id), self._time)

    @property
    def indicators(self) -> list[Linked]:
        return [one for name in self.line.body["indicators"] if (one := self._linked(name))]

    def _linked(self, card_id: str) -> Linked | None:
        """As the viewer may see it; what has no card is left out."""
        try:
            card = find(card_id, self._view).card
        except UnknownCardError:
            return None
        if not isinstance(card, Card):
            return None
        return Linked(card.id, in_words(card.title), measure(card.body, card.body.get("value")))

    @property
    def pledges(self) -> list[Linked]:
        return [
            Linked(f"pledge/{one.id}", in_words(one.name), f"{figure(one.percent)} %")
            for one in queries.linked_to(self.line.id)
        ]

    @property
    def map(self) -> ProjectMap | None:
        return map_of_one(self.line.card, self.project.geometry)


def _period(first: date, last: date) -> str:
    """``2022 H1`` for a half year, a year for a year, else its days."""
    if first.year == last.year:
        halves = {(1, 6): _("%(year)s H1"), (7, 12): _("%(year)s H2"), (1, 12): "%(year)s"}
        named = halves.get((first.month, last.month))
        if named:
            return named % {"year": first.year}
    return f"{first:%Y-%m} – {last:%Y-%m}"


def _share(spent: float | None, planned: float) -> str:
    return "" if spent is None or not planned else f"{figure(100 * spent / planned)} %"


def _milestone(one: queries.Milestone, today: date) -> MilestoneLine:
    state, late = "ahead", 0
    if one.reached_on is not None:
        state, late = "reached", (one.reached_on - one.planned_on).days
    elif one.planned_on < today:
        state, late = "late", (today - one.planned_on).days
    elif (one.planned_on - today).days <= 7:
        state = "soon"
    return MilestoneLine(
        key=one.key,
        name=in_words(one.name),
        planned=day(one.planned_on),
        reached=day(one.reached_on),
        reached_iso=one.reached_on.isoformat() if one.reached_on else "",
        state=state,
        behind=behind(late) if state in ("reached", "late") else "",
    )
