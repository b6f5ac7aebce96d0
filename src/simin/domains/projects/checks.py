"""What is wrong with rows that are handed in. Pure: what there is already is told to it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from simin.domains.picture.card import WithholdingReason
from simin.domains.projects.definition import (
    BudgetLine,
    NewMilestone,
    NewPledge,
    NewProject,
    Progress,
    Row,
    Spending,
)
from simin.domains.projects.errors import WrongStatusError
from simin.domains.projects.states import FULFILLED, Phase, Status, check_status
from simin.kit.text import Text

#: The largest amount of money that a row may tell.
MOST_MONEY = 10**15
LONGEST_NAME, LONGEST_TEXT, LONGEST_ID = 200, 4000, 60
#: Addresses of pages beside those of projects and pledges.
RESERVED = ("tables",)
SKETCHES = ("park", "bridge", "rail", "road", "housing", "library", "water", "energy")
#: Field and why, of one row.
type Wrong = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, counted from 0."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the city has already."""

    today: date
    units: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    #: Id to the unit that owns it.
    projects: Mapping[str, str] = field(default_factory=dict)
    #: Id to status, fulfilment and whether there is evidence.
    pledges: Mapping[str, tuple[Status, float, bool]] = field(default_factory=dict)
    #: What lies ahead may be told as done: by the pack of a demonstration, whose days come.
    ahead: bool = False


def faults(rows: Sequence[Row], known: Known) -> list[Fault]:
    """Every fault of every row, and rows that stand twice."""
    found, seen = [], dict[tuple[object, ...], int]()
    for place, row in enumerate(rows):
        found += [Fault(place, name, why) for name, why in _wrong(row, known)]
        first = seen.setdefault(key_of(row), place)
        if first != place:
            found.append(Fault(place, key_field(row), f"stands in row {first + 1} too"))
    return found


def key_of(row: Row) -> tuple[object, ...]:
    match row:
        case NewProject() | NewPledge():
            return (row.id,)
        case BudgetLine():
            return row.project, row.from_on
        case Progress():
            return row.project, row.on
        case Spending() | NewMilestone():
            return row.project, row.id


def key_field(row: Row) -> str:
    if isinstance(row, BudgetLine):
        return "from_on"
    return "on" if isinstance(row, Progress) else "id"


def _wrong(row: Row, known: Known) -> Wrong:
    match row:
        case NewProject():
            yield from _wrong_project(row, known)
        case NewPledge():
            yield from _wrong_pledge(row, known)
        case BudgetLine():
            yield from _wrong_budget(row)
        case Spending():
            yield from _wrong_id(row.id)
            yield from _wrong_money("amount", row.amount, least=-MOST_MONEY)
            yield from _ahead("on", row.on, known)
        case NewMilestone():
            yield from _wrong_id(row.id)
            yield from _wrong_words("name", row.name, needed=True)
            if row.reached_on is not None:
                yield from _ahead("reached_on", row.reached_on, known)
        case Progress():
            yield from _wrong_progress(row, known)
    if not isinstance(row, NewProject | NewPledge) and row.project not in known.projects:
        yield "project", f"there is no project {row.project!r}"


def _wrong_project(row: NewProject, known: Known) -> Wrong:
    yield from _wrong_id(row.id)
    yield from _wrong_words("name", row.name, needed=True)
    for name in ("summary", "outline", "owner", "place", "source"):
        yield from _wrong_words(name, getattr(row, name))
    yield from _none_of("phase", row.phase, list(Phase))
    yield from _none_of("unit", row.unit, known.units)
    if row.ends_on <= row.starts_on:
        yield "ends_on", "is not after starts_on"
    if row.sketch:
        yield from _none_of("sketch", row.sketch, SKETCHES)
    if row.withheld:
        yield from _none_of("withheld", row.withheld, list(WithholdingReason))
        if row.review_on is None:
            yield "review_on", "say when the withholding is looked at again"
    yield from _unknown("districts", row.districts, known.districts)
    yield from _unknown("indicators", row.indicators, known.indicators)


def _wrong_pledge(row: NewPledge, known: Known) -> Wrong:
    yield from _wrong_id(row.id)
    yield from _wrong_words("name", row.name, needed=True)
    yield from _wrong_words("text", row.text)
    yield from _none_of("unit", row.unit, known.units)
    yield from _none_of("status", row.status, list(Status))
    yield from _wrong_percent("percent", row.percent)
    yield from _unknown("districts", row.districts, known.districts)
    yield from _unknown("projects", row.projects, known.projects)
    for piece in row.evidence:
        yield from wrong_link("evidence", piece.link)
    if row.status in list(Status):
        yield from _wrong_move(row, known.pledges.get(row.id))


def _wrong_move(row: NewPledge, before: tuple[Status, float, bool] | None) -> Wrong:
    status = Status(row.status)
    has_evidence = bool(row.evidence) or bool(before and before[2])
    if status in FULFILLED and not has_evidence:
        yield "evidence", "what is fulfilled needs evidence"
    if before is None:
        return
    try:
        check_status(before[0], status)
    except WrongStatusError as error:
        yield "status", error.reason
    if (before[0] != status or before[1] != row.percent) and not row.note.strip():
        yield "note", "say why its status or fulfilment changed"


def _wrong_budget(row: BudgetLine) -> Wrong:
    if row.to_on < row.from_on:
        yield "to_on", "is before from_on"
    yield from _wrong_money("planned", row.planned, least=0)


def _wrong_progress(row: Progress, known: Known) -> Wrong:
    if row.planned is None and row.actual is None:
        yield "planned", "give planned, actual or both"
    for name in ("planned", "actual"):
        value = getattr(row, name)
        if value is not None:
            yield from _wrong_percent(name, value)
    if row.actual is not None:
        yield from _ahead("actual", row.on, known)


def _wrong_id(told: str) -> Wrong:
    if not told or len(told) > LONGEST_ID:
        yield "id", f"1 to {LONGEST_ID} characters"
    elif not all(sign.isalnum() or sign in "-_." for sign in told):
        yield "id", "letters, digits, hyphen, underscore and full stop"
    elif told in RESERVED:
        yield "id", "is reserved"


def _wrong_words(field: str, told: Text, *, needed: bool = False) -> Wrong:
    if needed and not any(words.strip() for words in told.values()):
        yield field, "is empty"
    longest = LONGEST_NAME if field == "name" else LONGEST_TEXT
    if any(len(words) > longest for words in told.values()):
        yield field, f"at most {longest} characters"


def wrong_link(field: str, link: str) -> Wrong:
    if link and not link.startswith(("https://", "http://")):
        yield field, "an address begins with https://"
    if len(link) > 500:
        yield field, "at most 500 characters"


def _wrong_money(field: str, told: int, *, least: int) -> Wrong:
    if not least <= told <= MOST_MONEY:
        yield field, f"between {least:,} and {MOST_MONEY:,}"


def _wrong_percent(field: str, told: float) -> Wrong:
    if not (math.isfinite(told) and 0 <= told <= 100):
        yield field, "between 0 and 100"


def _ahead(field: str, day: date, known: Known) -> Wrong:
    if day > known.today and not known.ahead:
        yield field, "lies ahead"


def _none_of(field: str, told: str, allowed: Sequence[str] | frozenset[str]) -> Wrong:
    if told not in allowed:
        listed = ", ".join(sorted(allowed)[:12])
        yield field, f"{told!r} is none of {listed}{' …' if len(allowed) > 12 else ''}"


def _unknown(field: str, told: Sequence[str], known: Mapping[str, str] | frozenset[str]) -> Wrong:
    for one in told:
        if one not in known:
            yield field, f"there is no {one!r}"
