"""What the form of a rule shows: what was typed, what may be chosen, what is wrong."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.alerts.queries import RuleState
from simin.domains.identity import queries as identity
from simin.domains.incidents import queries as incidents
from simin.domains.places import queries as places
from simin.web.presentation.numbers import in_words
from simin.web.presentation.vocabulary import GRADES, LEVELS
from simin.web.rules.draft import Draft
from simin.web.rules.rule_page import RulePreview
from simin.web.rules.summaries import Family, Table, families, tables
from simin.web.rules.vocabulary import DIRECTIONS, KINDS, OF, PER, fault

LANGUAGES = {"ko": "한국어", "en": "English"}


@dataclass
class Form:
    """Asked by the template."""

    draft: Draft
    #: None: it is new.
    told: RuleState | None
    why: str = ""
    fault: str = ""
    preview: RulePreview | None = None
    #: What it would have done is withheld from who looks.
    hidden: bool = False
    #: The version of somebody else, in lines, where both are to be seen.
    theirs: list[str] = field(default_factory=list)
    #: The revision that was looked at, as it was posted; None: the newest is shown.
    posted: str | None = None

    @property
    def seen(self) -> str:
        if self.posted is not None:
            return self.posted
        return str(self.told.revision) if self.told else ""

    @property
    def title(self) -> str:
        return in_words(self.told.rule.name) if self.told else _("New rule")

    @property
    def names(self) -> list[tuple[str, str, str, str]]:
        """Language, what it is called, the name as typed and the advice as typed."""
        typed = self.draft.typed
        return [
            (code, LANGUAGES.get(code, code), typed.get(f"name-{code}", ""),
             typed.get(f"advice-{code}", ""))
            for code in languages()
        ]  # fmt: skip

    @property
    def faults(self) -> dict[str, str]:
        return {name: fault(name, reason) for name, reason in self.draft.faults.items()}

    @property
    def conditions(self) -> list[dict[str, Any]]:
        told = self.draft.conditions
        for one in told:
            one["faults"] = [fault(name, why) for name, why in one["faults"].items()]
            # Datastreams that are gone from the pack are shown as they were typed.
            one["lost"] = one["typed"]["family"] not in {"", *(each.id for each in self.families)}
            one["strange"] = one["typed"]["dataset"] not in {"", *self.tables}
            one["columns"] = self._columns(one["typed"]["dataset"])
            one["calls"] = [
                (code, LANGUAGES.get(code, code), one["called"].get(code, ""))
                for code in languages()
            ]
        return told

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        return {
            "severity": [(name, str(LEVELS[name])) for name in ("moderate", "bad", "very_bad")],
            "per": [(name, str(word)) for name, word in PER.items()],
            "owner": [(one.id, in_words(one.name)) for one in identity.departments()],
            "domain": [(one["id"], in_words(one["name"])) for one in places.city().domains],
            "kind": [(name, str(word)) for name, word in KINDS.items()],
            "of": [(name, str(word)) for name, word in OF.items()],
            "needs": self._needs,
            "direction": [(name, str(word)) for name, word in DIRECTIONS.items()],
            "incident": [(one.id, in_words(one.name)) for one in incidents.kinds()],
            "grade": [(name, str(word)) for name, word in GRADES.items()],
        }

    @property
    def _needs(self) -> list[tuple[str, str]]:
        some = [
            (str(count), _("at least %(count)d of these") % {"count": count})
            for count in range(2, self.draft.count)
        ]
        return [("any", _("any of these")), *some, ("all", _("all of these"))]

    @cached_property
    def families(self) -> list[Family]:
        return list(families().values())

    @cached_property
    def tables(self) -> dict[str, Table]:
        return tables()

    def _columns(self, dataset: str) -> str:
        """Of the data set that is chosen, or nothing."""
        return ", ".join(self.tables[dataset].columns) if dataset in self.tables else ""


def languages() -> tuple[str, ...]:
    return places.city().languages
