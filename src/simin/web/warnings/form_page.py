"""The form as the template shows it, and what somebody else made of the draft meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simin.domains.warnings.content import LENGTHS
from simin.web.card.vocabulary import SEVERITIES
from simin.web.presentation.city import district_names
from simin.web.warnings.form import Typed
from simin.web.warnings.vocabulary import CATEGORIES, CERTAINTIES, URGENCIES, fault

LABELS: dict[str, Promise] = {
    "event": gettext_lazy("Event"),
    "headline": gettext_lazy("Headline"),
    "description": gettext_lazy("What happens"),
    "instruction": gettext_lazy("What to do"),
    "area": gettext_lazy("Area in words"),
    "category": gettext_lazy("Category"),
    "urgency": gettext_lazy("Urgency"),
    "severity": gettext_lazy("Severity"),
    "certainty": gettext_lazy("Certainty"),
    "onset": gettext_lazy("Begins"),
    "expires": gettext_lazy("Ends"),
    "longitude": gettext_lazy("Longitude"),
    "latitude": gettext_lazy("Latitude"),
    "radius_km": gettext_lazy("Radius in kilometres"),
    "contact": gettext_lazy("Contact"),
    "web": gettext_lazy("More on the web"),
    "districts": gettext_lazy("Districts"),
}
CHOICES: dict[str, Mapping[str, Promise]] = {
    "category": CATEGORIES,
    "urgency": URGENCIES,
    "severity": SEVERITIES,
    "certainty": CERTAINTIES,
}
_LONG = ("description", "instruction")
_OPTIONAL = ("onset", "contact", "web", "longitude", "latitude", "radius_km")


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    #: ``text``, ``long``, ``choice``, ``time``, ``number``, ``address``.
    shape: str
    value: str
    fault: str
    #: Language code and name, of a field that is said in each.
    language: str = ""
    spoken: str = ""
    optional: bool = False
    most: int = 200
    choices: tuple[tuple[str, str], ...] = ()


class FormPage:
    """``theirs``: the draft as it stands now, where it is another than was typed over."""

    def __init__(self, typed: Typed, theirs: Typed | None = None) -> None:
        self.typed = typed
        self.theirs = theirs

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Field, its label, and what is wrong, in the order of the form."""
        return [
            (name, self._label(name), fault(reason)) for name, reason in self.typed.faults.items()
        ]

    def _label(self, name: str) -> str:
        if name in LABELS:
            return str(LABELS[name])
        plain, _sign, language = name.rpartition("_")
        spoken = dict(settings.LANGUAGES).get(language, language)
        return f"{LABELS[plain]}, {spoken}" if plain in LABELS else name

    @property
    def texts(self) -> list[list[Field]]:
        """Each text in every language, side by side."""
        return [
            [self._text(name, code, spoken) for code, spoken in settings.LANGUAGES]
            for name in ("event", "headline", "description", "instruction")
        ]

    @property
    def area_texts(self) -> list[Field]:
        return [self._text("area", code, spoken) for code, spoken in settings.LANGUAGES]

    @property
    def terms(self) -> list[Field]:
        return [self._field(name, "choice") for name in CHOICES]

    @property
    def times(self) -> list[Field]:
        return [self._field(name, "time") for name in ("onset", "expires")]

    @property
    def circle(self) -> list[Field]:
        return [self._field(name, "number") for name in ("longitude", "latitude", "radius_km")]

    @property
    def contacts(self) -> list[Field]:
        return [self._field("contact", "text"), self._field("web", "address")]

    @property
    def districts(self) -> list[tuple[str, str, bool]]:
        """Id, name, and whether it is chosen."""
        chosen = set(self.typed.districts)
        return [(id_, name, id_ in chosen) for id_, name in district_names().items()]

    @property
    def districts_fault(self) -> str:
        return fault(self.typed.faults["districts"]) if "districts" in self.typed.faults else ""

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what was typed, and what stands there now."""
        if self.theirs is None:
            return []
        mine, now = self.typed, self.theirs
        found = [
            (self._label(name), self._said(name, text), self._said(name, now.fields[name]))
            for name, text in mine.fields.items()
            if text.strip() != now.fields[name].strip()
        ]
        if sorted(mine.districts) != sorted(now.districts):
            found.append((_("Districts"), _named(mine.districts), _named(now.districts)))
        return found

    def _said(self, name: str, text: str) -> str:
        return str(CHOICES[name].get(text, text)) if name in CHOICES else text or "–"

    def _text(self, name: str, code: str, spoken: str) -> Field:
        shape = "long" if name in _LONG else "text"
        return self._field(f"{name}_{code}", shape, code, spoken, LENGTHS[name])

    def _field(
        self, name: str, shape: str, language: str = "", spoken: str = "", most: int = 500
    ) -> Field:
        plain = name.removesuffix(f"_{language}") if language else name
        reason = self.typed.faults.get(name, "")
        return Field(
            name=name,
            label=str(LABELS[plain]),
            shape=shape,
            value=self.typed.fields.get(name, ""),
            fault=fault(reason) if reason else "",
            language=language,
            spoken=spoken,
            optional=name in _OPTIONAL,
            most=most,
            choices=tuple((term, str(said)) for term, said in CHOICES.get(name, {}).items()),
        )


def _named(districts: list[str]) -> str:
    names = district_names()
    return ", ".join(names.get(one, one) for one in districts) or "–"
