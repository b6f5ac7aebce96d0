"""What the form of a procedure shows: what was typed, what may be chosen, what is wrong."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.identity import queries as identity
from simin.domains.identity.roles import Role
from simin.domains.incidents import queries as incidents
from simin.domains.places import queries as places
from simin.domains.procedures import queries
from simin.domains.procedures.definition import SEVERITIES
from simin.web.card.vocabulary import SEVERITIES as GRADES
from simin.web.presentation.numbers import in_words
from simin.web.procedures.draft import Draft
from simin.web.procedures.vocabulary import DEEDS, EVIDENCE, named_fault, said_fault
from simin.web.sign_in.people import ROLES

#: A field of one step: ``s0-minutes``.
OF_STEP = re.compile(r"s\d+-")
LANGUAGES = {"ko": "한국어", "en": "English"}
#: Roles that may be asked.
ASKED = (Role.DUTY_OFFICER, Role.DEPUTY, Role.MAYOR, Role.PUBLISHER, Role.DEPARTMENT_OFFICER)


@dataclass
class Form:
    """Asked by the template."""

    draft: Draft
    #: None: it is new.
    told: queries.ProcedureState | None
    why: str = ""
    fault: str = ""
    #: The version of somebody else, in lines, where both are to be seen.
    theirs: list[str] = field(default_factory=list)
    #: The version that was looked at, as it was posted; None: the newest is shown.
    posted: str | None = None

    @property
    def seen(self) -> str:
        if self.posted is not None:
            return self.posted
        return str(self.told.version) if self.told else ""

    @property
    def title(self) -> str:
        return in_words(self.told.definition.name) if self.told else _("New procedure")

    @property
    def names(self) -> list[tuple[str, str, str]]:
        typed = self.draft.typed
        return [
            (code, LANGUAGES.get(code, code), typed.get(f"name-{code}", "")) for code in languages()
        ]

    @property
    def spoken(self) -> dict[str, str]:
        return LANGUAGES

    @property
    def faults(self) -> list[str]:
        """Those of no step, which are told beside it."""
        return [
            named_fault(name, why, LANGUAGES)
            for name, why in self.draft.faults.items()
            if not OF_STEP.match(name)
        ]

    @property
    def steps(self) -> list[dict[str, Any]]:
        told = self.draft.steps
        for one in told:
            one["faults"] = [said_fault(why) for why in one["faults"]]
        return told

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        kinds = [(one.id, in_words(one.name)) for one in incidents.kinds()]
        return {
            "kind": [("", _("every kind that has none of its own")), *kinds],
            "severity": [(name, str(GRADES[name])) for name in SEVERITIES],
            "office": offices(),
            "evidence": [(name, str(words)) for name, words in EVIDENCE.items()],
            "do": [
                ("", _("nothing by itself")),
                *((name, str(one)) for name, one in DEEDS.items()),
            ],
        }


def offices() -> list[tuple[str, str]]:
    roles = [(f"role:{role.value}", str(ROLES[role])) for role in ASKED]
    return [*roles, *((f"unit:{one.id}", in_words(one.name)) for one in identity.departments())]


def languages() -> tuple[str, ...]:
    return places.city().languages
