"""Rules about how the city responds: late steps of procedures, a stage set by hand. Pure."""

from collections.abc import Iterator

from simin.domains.incidents.cards import STAGE_CARD
from simin.domains.picture.card import Origin
from simin.kit.translated import words
from simin.workflows.attention.need import Need
from simin.workflows.attention.situation import Situation


def late_steps(city: Situation) -> Iterator[Need]:
    """Of a withheld incident no number and no time, as of the incident itself."""
    for one in city.late_steps:
        reason = words("Late since {time}", time=one.since_clock)
        if one.withheld:
            reason = words("Withheld from the public")
        yield Need(
            id=f"steps/{one.incident}",
            card=one.card,
            severity="very_bad" if one.at_top and not one.withheld else "bad",
            action="open",
            text=words("Steps are late: {incident}", incident=one.title)
            if one.withheld
            else words("Late steps ({count}): {incident}", count=one.count, incident=one.title),
            reason=reason,
            origin=one.origin,
            since=None if one.withheld else one.since,
        )


def override_ends(city: Situation) -> Iterator[Need]:
    if city.override is not None:
        levels = {"level": city.override.level, "computed": city.override.computed}
        yield Need(
            id=f"{STAGE_CARD}/override",
            card=STAGE_CARD,
            severity="moderate",
            action="open",
            text=words("The stage set by hand ends at {time}", time=city.override.until_clock),
            reason=words("Stage {level}; computed: {computed}", **levels),
            origin=Origin.MEASURED,
            since=city.override.until,
        )
