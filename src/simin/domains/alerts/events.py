"""What other domains hear of."""

from datetime import datetime

from simin.kit.outbox.event import Event


class AlertEvent(Event, frozen=True, kw_only=True):
    """Something about one alert."""

    alert: int
    rule: str
    #: None: of the city, or of no district.
    district: str | None
    severity: str


class AlertOpened(AlertEvent, frozen=True, kw_only=True):
    """A rule has become true of a place; told once an event, however often it comes back."""


class AlertUpdated(AlertEvent, frozen=True, kw_only=True):
    """What speaks for it is another than before."""


class AlertRested(AlertEvent, frozen=True, kw_only=True):
    """The rule is true no more."""


class AlertReturned(AlertEvent, frozen=True, kw_only=True):
    """It came back before it had ended."""


class AlertEnded(AlertEvent, frozen=True, kw_only=True):
    """It rested long enough, or its rule was switched off."""


class AlertMuted(AlertEvent, frozen=True, kw_only=True):
    """Nobody is told of it until a time; None: they are again."""

    until: datetime | None
    why: str
    by: str


class AlertRuleChanged(Event, frozen=True, kw_only=True):
    """A rule was made, changed or switched by a person, or changed with the pack."""

    rule: str
    revision: int
    #: ``made``, ``changed``, ``switched_on``, ``switched_off``.
    change: str
    why: str
    by: str


class AlertRuleMuted(Event, frozen=True, kw_only=True):
    """Alerts of a rule are not shown until a time; None: they are again."""

    rule: str
    until: datetime | None
    why: str
    by: str
