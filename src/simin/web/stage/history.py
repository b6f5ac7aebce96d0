"""Changes of the stage as lines that a person reads, with what the criteria found then."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simin.domains.incidents import queries
from simin.web.directives.people import Names
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso

#: Lines on the page.
SHOWN = 50

CAUSES: dict[str, Promise] = {
    "computed": _("computed"),
    "set": _("set by hand"),
    "withdrawn": _("taken back"),
    "ran_out": _("ran out"),
    "replaced": _("replaced"),
}


@dataclass(frozen=True)
class Found:
    text: str
    level: int
    met: bool


@dataclass(frozen=True)
class Line:
    at: str
    clock: str
    before: int
    level: int
    name: str
    #: What was computed, where that is another level than what stood.
    computed: str
    cause: str
    by: str
    reasons: list[str]
    found: list[Found]


def history(time: CityTime, people: Names) -> Iterator[Line]:
    for change in queries.stage_changes(SHOWN):
        other = change.computed is not None and change.computed != change.level
        yield Line(
            at=iso(change.since),
            clock=time.clock(change.since),
            before=change.before,
            level=change.level,
            name=in_words(queries.stage_name(change.level)),
            computed=str(change.computed) if other else "",
            cause=str(CAUSES.get(change.cause, change.cause)),
            by=people.person(change.by) if change.by else "",
            reasons=[in_words(reason["text"]) for reason in change.reasons],
            found=[found_of(one) for one in change.findings],
        )


def found_of(told: dict[str, Any]) -> Found:
    return Found(in_words(told["text"]), told["level"], bool(told["met"]))
