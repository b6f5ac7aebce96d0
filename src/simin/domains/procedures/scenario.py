"""A drill before it is held: what is supposed to happen, where, and when. Pure."""

from collections.abc import Collection, Iterator

import msgspec

from simin.domains.picture.card import Words
from simin.domains.procedures.definition import SEVERITIES

#: Of an event of a script, from the script's start.
LONGEST_MINUTES = 48 * 60


class ScriptEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is told so long after the start."""

    minutes: float
    text: Words
    #: The incident is as grave as this from then on; empty: as before.
    severity: str = ""
    #: The state that the incident takes; empty: none.
    state: str = ""


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    name: Words
    #: What is practised, for those who start it.
    goal: Words | None = None
    kind: str
    severity: str = "moderate"
    title: Words
    district: str = ""
    longitude: float | None = None
    latitude: float | None = None
    script: tuple[ScriptEvent, ...] = ()

    def faults(
        self, *, kinds: Collection[str], districts: Collection[str], states: Collection[str] = ()
    ) -> Iterator[tuple[str, str]]:
        if self.kind not in kinds:
            yield "kind", f'"{self.kind}" is not among the kinds of incident'
        if self.severity not in SEVERITIES:
            yield "severity", f'"{self.severity}" is none of {", ".join(SEVERITIES)}'
        if self.district and self.district not in districts:
            yield "district", f'"{self.district}" is not among the districts'
        if (self.longitude is None) != (self.latitude is None):
            yield "longitude", "longitude and latitude come together"
        before = 0.0
        for place, event in enumerate(self.script):
            where = f"script[{place}]"
            if not before <= event.minutes <= LONGEST_MINUTES:
                yield f"{where}.minutes", "is before the event above it, or too late"
            before = max(before, event.minutes)
            if event.severity and event.severity not in SEVERITIES:
                yield f"{where}.severity", f'"{event.severity}" is none of {", ".join(SEVERITIES)}'
            if event.state and states and event.state not in states:
                yield f"{where}.state", f'"{event.state}" is no state of this kind'
