"""One incident as a line of a list or a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from simin.domains.incidents import queries
from simin.web.card.vocabulary import SEVERITIES, STATES
from simin.web.incidents.likeness import Alike
from simin.web.incidents.vocabulary import CHANNELS
from simin.web.presentation.incidents import SEVERITY_LEVELS
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import to_the_second
from simin.web.presentation.times import CityTime, iso


@dataclass(frozen=True)
class IncidentLine:
    """Words of an incident; asked for by templates."""

    incident: queries.Incident
    district: str
    time: CityTime
    alike: Sequence[Alike] = field(default=())

    @property
    def id(self) -> str:
        return self.incident.id

    @property
    def title(self) -> str:
        return in_words(self.incident.title)

    @property
    def kind(self) -> str:
        return in_words(self.incident.kind.name)

    @property
    def icon(self) -> str:
        return self.incident.kind.icon

    @property
    def state(self) -> str:
        return str(STATES[self.incident.state])

    @property
    def severity(self) -> str:
        return str(SEVERITIES[self.incident.severity])

    @property
    def tone(self) -> str:
        """The level whose colour it has."""
        if self.incident.closed_at is not None:
            return "unknown"
        return SEVERITY_LEVELS.get(self.incident.severity, "moderate")

    @property
    def open(self) -> bool:
        return self.incident.closed_at is None

    @property
    def place(self) -> str:
        """As near as it is known: address, neighbourhood, district."""
        label = in_words(self.incident.neighbourhood)
        parts = [self.district if self.district not in label else "", label, self.incident.address]
        return " ".join(part for part in parts if part) or _("place not known")

    @property
    def channel(self) -> str:
        return str(CHANNELS[self.incident.channel]) if self.incident.channel else ""

    @property
    def reported(self) -> str:
        return self.time.clock(self.incident.reported_at)

    @property
    def reported_iso(self) -> str:
        return iso(self.incident.reported_at)

    @property
    def took(self) -> str:
        seconds = self.incident.response_seconds
        return "" if seconds is None else to_the_second(seconds)

    @property
    def late(self) -> bool:
        took, target = self.incident.response_seconds, self.incident.kind.target_seconds
        return took is not None and target is not None and took > target
