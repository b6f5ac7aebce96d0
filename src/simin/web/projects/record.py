"""The record of a project or a pledge, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simin.domains.projects.queries import Change
from simin.web.directives.people import Names
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.projects.days import day
from simin.web.projects.vocabulary import ACTS, PHASES, STATUSES, TABLES


@dataclass(frozen=True)
class Entry:
    what: str
    facts: tuple[str, ...]
    text: str
    clock: str
    at: str
    by: str


def entries(changes: Sequence[Change], time: CityTime) -> list[Entry]:
    """Newest first, as they come."""
    names = Names()
    return [
        Entry(
            what=str(ACTS.get(one.act, one.act)),
            facts=tuple(_facts(one.details)),
            text=one.text,
            clock=time.clock(one.at),
            at=iso(one.at),
            by=names.person(one.by),
        )
        for one in changes
    ]


def _facts(details: Mapping[str, Any]) -> Iterator[str]:
    if "table" in details:
        yield str(TABLES.get(details["table"], details["table"]))
        yield from _counted(details)
    for name in ("status", "percent"):
        if isinstance(details.get(name), list):
            was, now = details[name]
            if was != now:
                yield f"{_shown(name, was)} → {_shown(name, now)}"
    if details.get("percent") is not None and not isinstance(details["percent"], list):
        yield f"{figure(details['percent'], 1)} %"
    if "evidence" in details:
        yield _("Evidence: %(text)s") % {"text": details["evidence"][1]}
    if details.get("photos"):
        count = details["photos"]
        yield ngettext("%(count)d photo", "%(count)d photos", count) % {"count": count}
    if "milestone" in details:
        yield str(details["milestone"])
        yield day(details["reached_on"][1]) or _("not reached after all")
    if "document" in details:
        yield str(details["document"])
    if isinstance(details.get("public"), list):
        yield _("shown to citizens") if details["public"][1] else _("not shown to citizens")


def _counted(details: Mapping[str, Any]) -> Iterator[str]:
    new, changed = details.get("new", 0), details.get("changed", 0)
    if new:
        yield ngettext("%(count)d new row", "%(count)d new rows", new) % {"count": new}
    if changed:
        yield ngettext("%(count)d changed row", "%(count)d changed rows", changed) % {
            "count": changed
        }
    columns = [pair for row in details.get("rows", ()) for pair in row["columns"].items()]
    for name, (was, now) in columns[:4]:
        if was is not None and not isinstance(now, Mapping | list):
            yield f"{name}: {_shown(name, was)} → {_shown(name, now)}"
        elif isinstance(now, Mapping) and name != "geometry":
            yield f"{name}: {in_words(now)}"


def _shown(name: str, value: Any) -> str:
    if name == "status":
        return str(STATUSES.get(value, value))
    if name == "phase":
        return str(PHASES.get(value, value))
    return f"{figure(value)} %" if name == "percent" else str(value if value is not None else "–")
