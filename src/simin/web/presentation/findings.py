"""Findings in words: a badge of a word or two, and the evidence in a plain sentence.

The only place where detectors have names that people read. A detector without words here is shown
by its id, never left out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from simin.domains.observations.finding import Finding
from simin.domains.picture.card import Badge
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import BADGES, LAYERS, SEVERITIES

#: What was seen, by detector; the first whose facts are all there is said.
_PHRASES: dict[str, tuple[Promise, ...]] = {
    "frozen": (_lazy("%(values)s values in a row are %(result)s"),),
    "frozen-source": (_lazy("%(runs)s good runs in a row brought nothing newer"),),
    "contradicted-outlier": (
        _lazy("the value is %(value)s, the mean of its own hours %(hours)s"),
        _lazy("the value is %(value)s, the middle of %(of)s neighbours %(neighbours)s"),
    ),
    "unit-jump": (
        _lazy("%(datastreams)s of %(of)s values changed by the factor %(factor)s at once"),
        _lazy("%(datastreams)s of %(of)s values went from %(from)s to %(to)s at once"),
    ),
    "mistaken-column": (
        _lazy("%(impossible)s of %(of)s values cannot be %(said)s and look like %(rather)s"),
    ),
    "total-among-parts": (_lazy("%(total)s is the sum of the %(parts)s others"),),
    "lossy-join": (
        _lazy("%(rows)s rows are lost; without a partner: %(names)s; nothing came for: %(left)s"),
        _lazy("%(rows)s rows are lost; without a partner: %(names)s"),
        _lazy("%(lost)s of %(of)s names have no partner: %(names)s"),
    ),
    "ambiguous-join": (_lazy("%(ambiguous)s of %(of)s names have several partners: %(names)s"),),
    "spreadsheet-numbers": (
        _lazy("%(rows)s of %(of)s numbers have only their first digits left: %(example)s"),
    ),
    "district-by-position": (
        _lazy("%(rows)s of %(of)s rows lie in another district than they state"),
    ),
    "paused": (_lazy("%(missed)s turns passed without a run"),),
    "replaced-history": (_lazy("%(corrected)s of %(of)s known values came with other values"),),
    "wrong-encoding": (_lazy("%(texts)s of %(of)s texts are damaged, such as %(example)s"),),
    "nested-csv": (_lazy("each line of the file is itself one quoted field"),),
    "disguised-table": (_lazy("the file is called a spreadsheet and is an HTML table"),),
    "layers-disagree": (
        _lazy("“%(before)s” handed on %(expected)s, “%(layer)s” counts %(found)s"),
    ),
    "renamed-column": (_lazy("the column %(old)s is called %(new)s now"),),
    "new-column": (_lazy("a column that was not there, with values such as %(example)s"),),
    "": (_lazy("%(rows)s of %(of)s rows"),),
}
#: Whose subject its sentence names already.
_ABOUT_LAYERS = {"layers-disagree"}
#: Facts that are layers, which have words.
_LAYER = {"before", "layer"}
#: A fact in a phrase.
_FACT = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class FindingLine:
    """One finding on a page."""

    severity: str
    #: ``doubtful``
    weight: str
    #: ``frozen``
    badge: str
    #: ``air/pm25/mapo``; empty: the source as a whole.
    subject: str
    #: ``since 14:05``
    since: str
    #: ``37 values in a row are 0.031``; empty where nothing more is known.
    evidence: str


def badge_words(badges: tuple[Badge, ...]) -> str:
    """The heaviest badge, and how many more there are: ``frozen +1``."""
    if not badges:
        return ""
    more = f" +{len(badges) - 1}" if len(badges) > 1 else ""
    return f"{name_of(badges[0].detector)}{more}"


def name_of(detector: str) -> str:
    return str(BADGES.get(detector, detector))


def finding_lines(findings: Iterable[Finding], time: CityTime) -> tuple[FindingLine, ...]:
    return tuple(
        FindingLine(
            finding.severity.value,
            str(SEVERITIES[finding.severity.value]),
            name_of(finding.detector),
            "" if finding.detector in _ABOUT_LAYERS else finding.subject,
            since_words(finding.since, time),
            sentence(finding.detector, finding.evidence),
        )
        for finding in findings
    )


def since_words(at: datetime, time: CityTime) -> str:
    return _("since %(time)s") % {"time": time.clock(at)}


def sentence(detector: str, evidence: Mapping[str, Any]) -> str:
    """What was seen, in words; a detector without words has its evidence listed."""
    for phrase in (*_PHRASES.get(detector, ()), *_PHRASES[""]):
        if evidence.keys() >= set(_FACT.findall(str(phrase))):
            return str(phrase) % _spoken(evidence)
    return _listed(evidence)


def _spoken(evidence: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(LAYERS[value]) if name in _LAYER and value in LAYERS else _text(value)
        for name, value in evidence.items()
    }


def _listed(evidence: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {_text(value)}" for name, value in evidence.items())


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return " ".join(map(_text, value.values()))
    return str(value)
