"""Everything that was told of an incident as one line of time: entries and what units did."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.incidents import queries
from simin.domains.incidents.queries import Incident
from simin.web.card.vocabulary import UNIT_STATES
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.presentation.vocabulary import ORIGINS


@dataclass(frozen=True)
class Moment:
    """One line. ``origin`` only where it is not measured; ``part`` where another told it."""

    at: str
    clock: str
    text: str
    actor: str
    #: A person of the city, for the office alone.
    by: str
    origin: str
    #: Number of the incident that was merged into this one, whose entry it is.
    part: str
    #: Whether a state of the incident began.
    step: bool


def moments(incident: Incident, time: CityTime) -> list[Moment]:
    """The newest first."""
    names = _Names()
    told = [
        (one.at, 1, one.pk, _of_entry(one, incident, time, names))
        for one in queries.timeline(incident.id)
    ]
    told += [
        (one.at, 0, one.pk, _of_unit(one, time, names)) for one in queries.unit_moves(incident.id)
    ]
    return [moment for *_, moment in sorted(told, key=lambda one: one[:3], reverse=True)]


def _of_entry(
    one: queries.TimelineEntry, incident: Incident, time: CityTime, names: "_Names"
) -> Moment:
    return Moment(
        at=iso(one.at),
        clock=_clock(one.at, time),
        text=in_words(one.text),
        actor=in_words(one.actor),
        by=names.person(one.by),
        origin="" if one.origin == "measured" else str(ORIGINS[one.origin]),
        part=one.incident_id if one.incident_id != incident.id else "",
        step=bool(one.state),
    )


def _of_unit(one: queries.UnitMove, time: CityTime, names: "_Names") -> Moment:
    text = _("%(unit)s: %(state)s") % {
        "unit": in_words(one.unit.name),
        "state": UNIT_STATES[one.state],
    }
    actor = in_words(one.actor)
    return Moment(
        iso(one.at), _clock(one.at, time), text, actor, names.person(one.by), "", "", False
    )


def _clock(at: datetime, time: CityTime) -> str:
    """To the second: what came first matters here."""
    return f"{time.clock(at)}:{time.local(at):%S}"


class _Names:
    """Each person is looked up once a page."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {"": ""}

    def person(self, username: str) -> str:
        if username not in self._known:
            try:
                self._known[username] = in_words(identity.account(username).name) or username
            except UnknownAccountError:
                self._known[username] = username
        return self._known[username]
