"""A procedure as it stands in a form: strings by field, and what is wrong with them.

What cannot be read as a procedure stays as it was typed. A role in a unit, which a form does not
show, is kept as it was where nobody chose anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from simin.domains.procedures.definition import (
    MOST_STEPS,
    SEVERITIES,
    Definition,
    StepDefinition,
)

LONGEST = 1000
_STEP = ("id", "owner", "minutes", "after", "evidence", "do", "told")


@dataclass
class Draft:
    """``typed`` by field: ``name-ko``, ``s0-minutes``."""

    typed: dict[str, str]
    languages: tuple[str, ...]
    #: How many steps the form shows.
    count: int = 1
    severities: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    definition: Definition | None = None

    @property
    def steps(self) -> list[dict[str, Any]]:
        """For each step its fields by name, with the faults of each."""
        return [self._step(place) for place in range(self.count)]

    def _step(self, place: int) -> dict[str, Any]:
        head = f"s{place}-"
        told = {name: self.typed.get(head + name, "") for name in _STEP}
        words = [
            (
                code,
                self.typed.get(f"{head}name-{code}", ""),
                self.typed.get(f"{head}how-{code}", ""),
            )
            for code in self.languages
        ]
        faults = [why for name, why in self.faults.items() if name.startswith(head)]
        return {
            "number": place,
            "shown": place + 1,
            "typed": told,
            "words": words,
            "faults": faults,
        }


def of_definition(told: Definition, languages: tuple[str, ...]) -> Draft:
    typed = {f"name-{code}": text for code, text in told.name.items()}
    typed |= {"id": told.id, "kind": told.kind}
    for place, step in enumerate(told.steps):
        typed |= {f"s{place}-{name}": said for name, said in _of_step(step).items()}
    return Draft(typed, languages, len(told.steps), list(told.severities), definition=told)


def _of_step(step: StepDefinition) -> dict[str, str]:
    typed = {"id": step.id, "owner": office(step.role, step.unit), "minutes": f"{step.minutes:g}"}
    typed |= {"after": step.after, "evidence": step.evidence.value}
    action = step.action
    typed |= {"do": action.do.value if action else ""}
    typed |= {"told": office(action.role, action.unit) if action else ""}
    typed |= {f"name-{code}": text for code, text in step.name.items()}
    return typed | {f"how-{code}": text for code, text in (step.detail or {}).items()}


def office(role: str, unit: str) -> str:
    """``role:duty_officer``, ``unit:fire``, ``role:department_officer@fire``."""
    if role:
        return f"role:{role}" + (f"@{unit}" if unit else "")
    return f"unit:{unit}" if unit else ""


def _parts(said: str) -> dict[str, str]:
    kind, _, name = said.partition(":")
    if kind == "unit":
        return {"unit": name}
    role, _, unit = name.partition("@")
    return {"role": role, "unit": unit} if kind == "role" else {}


def empty(languages: tuple[str, ...]) -> Draft:
    return Draft({"s0-minutes": "10", "s0-evidence": "none"}, languages)


def read(
    posted: Mapping[str, str], severities: list[str], languages: tuple[str, ...], *, of: str = ""
) -> Draft:
    """What was typed, and the procedure that it makes; ``of``: the id of the one that is edited."""
    typed = {name: value[:LONGEST] for name, value in posted.items() if isinstance(value, str)}
    told = typed.get("count", "")
    count = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 1
    chosen = [one for one in severities if one in SEVERITIES]
    draft = Draft(typed, languages, max(1, min(count, MOST_STEPS)), chosen)
    plain = {
        "id": of or typed.get("id", "").strip(),
        "name": _said(draft, "name"),
        "kind": typed.get("kind", ""),
        "severities": chosen,
        "steps": [_read_step(draft, place) for place in range(draft.count)],
    }
    if not draft.faults:
        _convert(draft, plain)
    return draft


def _read_step(draft: Draft, place: int) -> dict[str, Any]:
    head, typed = f"s{place}-", draft.typed
    plain: dict[str, Any] = {
        name: typed.get(head + name, "").strip() for name in ("id", "after", "evidence")
    }
    plain["name"] = _said(draft, f"{head}name")
    detail = {code: typed.get(f"{head}how-{code}", "").strip() for code in draft.languages}
    if any(detail.values()):
        plain["detail"] = detail
    plain |= _parts(typed.get(f"{head}owner", ""))
    plain["minutes"] = _minutes(draft, f"{head}minutes")
    if do := typed.get(f"{head}do", ""):
        plain["action"] = {"do": do} | (
            _parts(typed.get(f"{head}told", "")) if do == "notify" else {}
        )
    return {name: value for name, value in plain.items() if value != ""}


def _said(draft: Draft, name: str) -> dict[str, str]:
    said = {code: draft.typed.get(f"{name}-{code}", "").strip() for code in draft.languages}
    draft.faults |= {f"{name}-{code}": "is missing" for code, text in said.items() if not text}
    return said


def _minutes(draft: Draft, name: str) -> float:
    try:
        return float(draft.typed.get(name, "").replace(",", "."))
    except ValueError:
        draft.faults[name] = "is no number"
        return 0.0


def _convert(draft: Draft, plain: dict[str, Any]) -> None:
    try:
        draft.definition = msgspec.convert(plain, Definition)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at ")
        draft.faults[typed_name(path.strip("`").removeprefix("$."))] = reason


def typed_name(field_name: str) -> str:
    """``steps[0].minutes`` is typed as ``s0-minutes``."""
    if field_name.startswith("steps[") and "]" in field_name:
        place, _, rest = field_name.removeprefix("steps[").partition("]")
        name = rest.removeprefix(".").partition(".")[0] or "id"
        return f"s{place}-{'owner' if name in ('role', 'unit') else name}"
    return field_name
