"""The chain of a directive as lines that a person reads, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from simin.domains.directives import queries
from simin.web.directives.people import Names
from simin.web.directives.vocabulary import EVIDENCE, PRIORITIES, SUMMARIES, TOLD
from simin.web.presentation.times import CityTime, iso


@dataclass(frozen=True)
class Told:
    at: str
    clock: str
    what: str
    actor: str
    text: str
    #: Lines of what goes with it.
    facts: tuple[str, ...]
    position: int
    hash: str


def told_entries(chain: Sequence[queries.ChainEntry], names: Names, time: CityTime) -> list[Told]:
    return [
        Told(
            at=iso(entry.at),
            clock=time.clock(entry.at),
            what=str(TOLD.get(entry.act, entry.act)),
            actor=names.person(entry.actor),
            text=entry.text,
            facts=tuple(_facts(entry.act, msgspec.json.decode(entry.details), names, time)),
            position=entry.position,
            hash=entry.hash,
        )
        for entry in reversed(chain)
    ]


def _facts(act: str, details: Mapping[str, Any], names: Names, time: CityTime) -> list[str]:
    match act:
        case "amend":
            return _changes(details["says"], details["was"], time)
        case "escalate":
            return [_("to %(unit)s") % {"unit": names.unit(details["unit"])}]
        case "deliver" | "undelivered":
            return [names.person(details["account"])]
        case "remind":
            due = time.clock(datetime.fromisoformat(details["due_at"]))
            return [_("due %(time)s") % {"time": due}]
        case "evidence":
            return [_piece(details["evidence"])]
    return []


def _changes(said: Mapping[str, str], was: Mapping[str, str], time: CityTime) -> list[str]:
    return [
        f"{SUMMARIES[name]}: {_word(name, was[name], time)} → {_word(name, value, time)}"
        for name, value in said.items()
    ]


def figure_of(piece: queries.Evidence) -> str:
    """``3.1 µg/m³``; empty for a file."""
    return "" if piece.value is None else f"{piece.value:g} {piece.measure}".strip()


def _piece(told: Mapping[str, Any]) -> str:
    if told["value"] is None:
        return str(told["name"])
    return f"{told['value']:g} {told['measure']}".strip()


def _word(name: str, value: str, time: CityTime) -> str:
    if name == "due_at":
        return time.clock(datetime.fromisoformat(value))
    words = {"priority": PRIORITIES, "required_evidence": EVIDENCE}.get(name, {})
    return str(words.get(value, value)) or "–"
