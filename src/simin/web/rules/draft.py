"""A rule as it stands in a form: strings by field, and what is wrong with them.

What cannot be read as a rule stays as it was typed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from simin.domains.alerts.definition import Condition, OpensIncident, Rule
from simin.domains.alerts.vocabulary import TABLED, Kind
from simin.kit.errors import RejectedError
from simin.web.rules import spans, wheres

#: Conditions of one form at most.
MOST = 20
LONGEST = 500
_PLAIN = ("id", "severity", "per", "owner", "domain", "needs", "at_least")
_SPANS = ("within", "quiet")
_CONDITION = ("kind", "family", "of", "limit", "rests_at", "direction", "may_stand_at")
#: Of a condition on a data set.
_ROWS = ("dataset", "where", "by", "time", "column", "called")
_CONDITION_SPANS = ("lasting", "over")


@dataclass
class Draft:
    """``typed`` by field: ``name-ko``, ``quiet``, ``c0-limit``."""

    typed: dict[str, str]
    #: How many conditions the form shows.
    count: int = 1
    faults: dict[str, str] = field(default_factory=dict)
    rule: Rule | None = None

    @property
    def incident(self) -> dict[str, str]:
        """Kind and severity of the incident that an alert opens, as typed."""
        names = ("kind", "severity")
        return {name: self.typed.get(f"opens_incident-{name}", "") for name in names}

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """For each condition its fields by name, with the faults of each."""
        names = (*_CONDITION, *_CONDITION_SPANS, *_ROWS)
        return [
            {
                "number": place,
                "shown": place + 1,
                "tabled": self.typed.get(f"c{place}-kind", "") in TABLED,
                "called": self._called(place),
                "typed": {name: self.typed.get(f"c{place}-{name}", "") for name in names},
                "faults": {
                    name: self.faults[f"c{place}-{name}"]
                    for name in names
                    if f"c{place}-{name}" in self.faults
                },
            }
            for place in range(self.count)
        ]

    def _called(self, place: int) -> dict[str, str]:
        """By language, as typed."""
        head = f"c{place}-called-"
        return {
            name.removeprefix(head): said
            for name, said in self.typed.items()
            if name.startswith(head)
        }


def of_rule(rule: Rule) -> Draft:
    """The form as it stands for ``rule``."""
    typed = {name: str(getattr(rule, name) or "") for name in _PLAIN}
    typed |= {name: spans.written(getattr(rule, name)) for name in _SPANS}
    for name in ("name", "advice"):
        typed |= {f"{name}-{code}": said for code, said in (getattr(rule, name) or {}).items()}
    typed |= _opens_incident(rule.opens_incident)
    for place, told in enumerate(rule.conditions):
        typed |= {f"c{place}-{name}": said for name, said in _condition(told).items()}
    return Draft(typed, len(rule.conditions), rule=rule)


def _opens_incident(told: OpensIncident | None) -> dict[str, str]:
    if told is None:
        return {"opens_incident-severity": "moderate"}
    return {"opens_incident-kind": told.kind, "opens_incident-severity": told.severity}


def _condition(told: Condition) -> dict[str, str]:
    typed = {name: _number(getattr(told, name)) for name in ("limit", "rests_at")}
    typed |= {name: str(getattr(told, name)) for name in ("kind", "family", "of", "direction")}
    typed["may_stand_at"] = ", ".join(_number(value) for value in told.may_stand_at)
    typed |= {name: str(getattr(told, name)) for name in ("dataset", "by", "time", "column")}
    typed["where"] = wheres.written(told.where)
    typed |= {f"called-{code}": said for code, said in (told.called or {}).items()}
    return typed | {name: spans.written(getattr(told, name)) for name in _CONDITION_SPANS}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def empty(languages: tuple[str, ...]) -> Draft:
    typed = {"severity": "bad", "per": "district", "needs": "any", "at_least": "1", "quiet": "1h"}
    typed |= _opens_incident(None)
    typed |= {"c0-kind": "gte", "c0-of": "each", "c0-direction": "either"}
    return Draft(typed | {f"name-{code}": "" for code in languages})


def read(posted: Mapping[str, str], before: Rule | None, languages: tuple[str, ...]) -> Draft:
    """What was typed, and the rule that it makes; ``before`` keeps what the form does not show."""
    typed = {name: value[:LONGEST] for name, value in posted.items() if isinstance(value, str)}
    count = max(1, min(_whole(typed.get("count", "")) or 1, MOST))
    draft = Draft(typed, count)
    plain = _plain(draft, languages)
    if before is not None:
        plain["id"] = before.id
        if before.release is not None:
            plain["release"] = msgspec.to_builtins(before.release)
    if not draft.faults:
        _convert(draft, plain)
    return draft


def _plain(draft: Draft, languages: tuple[str, ...]) -> dict[str, Any]:
    typed = draft.typed
    plain: dict[str, Any] = {name: typed.get(name, "").strip() for name in _PLAIN}
    plain["needs"] = _whole(plain["needs"]) or plain["needs"] or "any"
    plain["at_least"] = _whole(plain["at_least"]) or (plain["at_least"] or 1)
    for name in _SPANS:
        plain[name] = _span(draft, name, name) or 0
    for name in ("name", "advice"):
        said = {code: typed.get(f"{name}-{code}", "").strip() for code in languages}
        lacking = [code for code, text in said.items() if not text]
        if lacking and (name == "name" or len(lacking) < len(said)):
            draft.faults |= {f"{name}-{code}": "is missing" for code in lacking}
        plain[name] = said if not lacking else None
    if kind := typed.get("opens_incident-kind", "").strip():
        severity = typed.get("opens_incident-severity", "").strip()
        plain["opens_incident"] = {"kind": kind, "severity": severity}
    plain["conditions"] = [_read_condition(draft, place, languages) for place in range(draft.count)]
    return {name: value for name, value in plain.items() if value not in ("", None)}


def _read_condition(draft: Draft, place: int, languages: tuple[str, ...]) -> dict[str, Any]:
    """What belongs to the other kinds of conditions stays typed, and is no part of this one."""
    head, typed = f"c{place}-", draft.typed
    plain: dict[str, Any] = {
        name: typed.get(head + name, "").strip() for name in ("kind", "family", "of", "direction")
    }
    for name in ("limit", "rests_at"):
        plain[name] = _decimal(draft, head + name)
    for name in _CONDITION_SPANS:
        plain[name] = _span(draft, head + name, head + name)
    stands = typed.get(head + "may_stand_at", "")
    values = [
        _decimal_of(draft, head + "may_stand_at", one) for one in stands.split(",") if one.strip()
    ]
    plain["may_stand_at"] = [one for one in values if one is not None] or None
    if plain["kind"] in TABLED:
        plain |= _read_rows(draft, head, languages)
        del plain["family"], plain["may_stand_at"]
        plain["of"] = plain["of"] if plain["kind"] == Kind.ROW_VALUE else ""
    return {name: value for name, value in plain.items() if value not in ("", None)}


def _read_rows(draft: Draft, head: str, languages: tuple[str, ...]) -> dict[str, Any]:
    typed = draft.typed
    plain: dict[str, Any] = {
        name: typed.get(head + name, "").strip() for name in ("dataset", "by", "time", "column")
    }
    try:
        plain["where"] = wheres.read(head + "where", typed.get(head + "where", "")) or None
    except RejectedError as error:
        draft.faults[error.field] = error.reason
    said = {code: typed.get(f"{head}called-{code}", "").strip() for code in languages}
    if all(said.values()):
        plain["called"] = said
    elif any(said.values()):
        draft.faults[head + "called"] = "is missing"
    return plain


def _convert(draft: Draft, plain: dict[str, Any]) -> None:
    try:
        draft.rule = msgspec.convert(plain, Rule, strict=True)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at ")
        inside = path.strip("`").removeprefix("$").removeprefix(".")
        if "required field" in reason:
            named = reason.partition("`")[2].partition("`")[0]
            inside = f"{inside}.{named}" if inside else named
        draft.faults[typed_name(inside)] = reason
    except RejectedError as error:
        draft.faults[typed_name(error.field)] = error.reason


def typed_name(field: str) -> str:
    """``conditions[0].limit`` is typed as ``c0-limit``."""
    if field.startswith("conditions[") and "]." in field:
        place, _, name = field.removeprefix("conditions[").partition("].")
        return f"c{place}-{name.partition('[')[0].partition('.')[0]}"
    return field.partition(".")[0]


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _decimal(draft: Draft, name: str) -> float | None:
    return _decimal_of(draft, name, draft.typed.get(name, ""))


def _decimal_of(draft: Draft, name: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        value = float(text.strip())
    except ValueError:
        value = float("nan")
    if not math.isfinite(value):
        draft.faults[name] = "is no number"
        return None
    return value


def _span(draft: Draft, name: str, typed: str) -> int | None:
    try:
        return spans.read(name, draft.typed.get(typed, ""))
    except RejectedError as error:
        draft.faults[name] = error.reason
        return None
