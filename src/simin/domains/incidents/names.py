"""The words for states, severities and what the city says of an incident by itself."""

from collections.abc import Mapping, Sequence

from simin.domains.incidents.models import StageLevel, StateName
from simin.domains.incidents.states import State
from simin.kit.text import pick
from simin.kit.translated import languages, words


def state_name(state: str) -> Mapping[str, str]:
    """The pack's words for ``state``, else Simin's own."""
    stored = StateName.objects.filter(state=state).values_list("name", flat=True).first()
    return stored or own_name(state)


def own_name(state: str) -> Mapping[str, str]:
    """Simin's word for ``state``."""
    return {
        State.REPORTED: words("Reported"),
        State.ORDERED: words("Units ordered"),
        State.EN_ROUTE: words("On the way"),
        State.ARRIVED: words("Arrived"),
        State.OPERATING: words("At work"),
        State.UNDER_CONTROL: words("Under control"),
        State.EXTINGUISHED: words("Fire out"),
        State.CLOSED: words("Closed"),
        State.FALSE_ALARM: words("False alarm"),
        State.MERGED: words("Merged"),
    }[State(state)]


def title(kind: Mapping[str, str], place: Mapping[str, str] | None) -> Mapping[str, str]:
    """What an incident is called that came without a title."""
    return words("{kind}, {place}", kind=kind, place=place) if place else kind


def stage_title() -> dict[str, str]:
    return words("City stage")


def stage_name(level: int) -> Mapping[str, str]:
    """The pack's name of the stage, else its number."""
    stored = StageLevel.objects.filter(level=level).values_list("name", flat=True).first()
    return stored or words("Stage {level}", level=level)


def stage_sentence(level: int, reasons: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """``Stage 3, high: because …``, one sentence."""
    if not reasons:
        return words("City stage {level}, {name}", level=level, name=stage_name(level))
    because = {code: "; ".join(pick(reason, code) for reason in reasons) for code in languages()}
    return words(
        "City stage {level}, {name}: {because}",
        level=level,
        name=stage_name(level),
        because=because,
    )
