"""What is said of a place rests on all that is shown there, and on the gravest of it first."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.utils.translation import override

from simin.web.near import verdict as judging
from simin.web.presentation.alerts import Alert
from simin.web.presentation.incidents import Incident
from simin.web.presentation.indicators import Indicator
from simin.web.presentation.trust import TrustLine
from simin.web.presentation.warnings import WarningLine
from simin.web.presentation.withheld import Withheld


def made[T](of_type: type[T], /, **known: Any) -> T:
    """One of which only what matters here is told."""
    return of_type(**{**dict.fromkeys(of_type.__annotations__, ""), **known})


def value(level: str, title: str = "Fine dust", freshness: str = "live") -> Indicator:
    trust = made(TrustLine, freshness=freshness)
    return made(
        Indicator, title=title, level=level, level_words=level.title(), value="9", trust=trust
    )


def warning(level: str) -> WarningLine:
    return made(WarningLine, title="Heavy rain", level=level, severity="Severe")


def incident(level: str, closed: bool = False) -> Incident:
    return made(Incident, title="Fire", level=level, closed=closed)


def alert(level: str, resting: bool = False) -> Alert:
    return made(Alert, title="Pump stands", level=level, resting=resting)


WITHHELD = made(Withheld, kind="Incident")
MORE = "(and 1 more below)"

CASES: list[tuple[list[Any], str, str]] = [
    ([], "Nothing special is known; not everything is measured here.", "unknown"),
    ([value("unknown")], "Nothing special is known; not everything is measured here.", "unknown"),
    ([value(""), value("good", "Noise")], "All quiet. Noise: Good.", "good"),
    ([value("good", freshness="late")], "All quiet. Fine dust: Good.", "good"),
    (
        [value("good", freshness="source-down")],
        "Nothing special is known; not everything is measured here.",
        "unknown",
    ),
    ([value("good"), value("moderate", "Noise")], "All quiet. Noise: Moderate.", "moderate"),
    ([value("good"), value("bad", "Noise")], "Noise: Bad. Nothing else stands out.", "bad"),
    ([value("bad"), value("very_bad", "Noise")], f"Noise: Very_Bad {MORE}", "very_bad"),
    ([value("good"), alert("bad")], "Going on now: Pump stands", "bad"),
    ([value("good"), alert("bad", resting=True)], "All quiet. Fine dust: Good.", "good"),
    ([value("good"), incident("moderate")], "Going on now: Fire", "moderate"),
    ([value("good"), incident("very_bad", closed=True)], "All quiet. Fine dust: Good.", "good"),
    ([value("good"), WITHHELD], "Going on now: Incident · withheld", "moderate"),
    ([warning("moderate")], "A warning is in force: Heavy rain", "moderate"),
    ([warning("moderate"), incident("very_bad")], f"Going on now: Fire {MORE}", "very_bad"),
    ([warning("bad"), alert("bad")], f"A warning is in force: Heavy rain {MORE}", "bad"),
    ([value("bad"), incident("moderate")], f"Fine dust: Bad {MORE}", "bad"),
]


def of[T](kinds: type[T] | tuple[type[T], ...], known: Sequence[Any]) -> list[T]:
    return [one for one in known if isinstance(one, kinds)]


@pytest.mark.parametrize(("known", "sentence", "level"), CASES)
def test_the_sentence_is_about_the_gravest_and_counts_the_rest(
    known: list[Any], sentence: str, level: str
) -> None:
    happening = [one for one in known if isinstance(one, Incident | Alert | Withheld)]
    with override("en"):
        found = judging.verdict(of(Indicator, known), happening, of(WarningLine, known))
    assert (found.sentence, found.level) == (sentence, level)


def test_the_sign_of_what_happens_counts_alerts_and_what_is_withheld() -> None:
    cards = [incident("moderate"), alert("bad"), alert("very_bad", resting=True), WITHHELD]
    with override("en"):
        found = judging.happening_sign(cards)
        none = judging.happening_sign([incident("very_bad", closed=True)])
    assert (found.figure, found.words, found.level) == ("3", "open now", "bad")
    assert (none.figure, none.words, none.level) == ("0", "Nothing is open.", "good")


def test_the_sign_of_values_shows_the_gravest() -> None:
    found = judging.value_sign([value("good"), value("bad", "Noise"), value("unknown", "Heat")])
    assert (found.name, found.level) == ("Noise", "bad")
