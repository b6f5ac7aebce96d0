"""Alerts: in the picture, of a rule, one by one, and who hears nothing of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from simin.domains.alerts import models
from simin.domains.alerts.errors import UnknownAlertError
from simin.domains.picture.card import Words

#: Alerts in the picture at most.
IN_PICTURE = 100
_GRAVITY = ("very_bad", "bad", "moderate")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAlert:
    """An alert, as a list names it."""

    number: int
    title: Words
    state: str
    opened_at: datetime
    rested_at: datetime | None
    ended_at: datetime | None
    muted_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MutedAlert:
    """How one alert is muted, or is not."""

    number: int
    rule: str
    title: Words
    state: str
    until: datetime | None
    why: str
    by: str

    def muted(self, now: datetime) -> bool:
        return self.until is not None and now < self.until

    @property
    def seen(self) -> str:
        """What whoever changes it has looked at."""
        return self.until.isoformat() if self.until else ""


def shown(now: datetime) -> list[models.Alert]:
    """Alerts that have not ended and are not muted: the gravest, of equals the newest, first.

    At most ``IN_PICTURE``: in a storm of alerts the picture stays one that can be looked at.
    """
    standing = models.Alert.objects.filter(ended_at=None, rule__enabled=True)
    heard = standing.filter(
        Q(rule__muted_until=None) | Q(rule__muted_until__lte=now),
        Q(muted_until=None) | Q(muted_until__lte=now),
    )
    told = heard.values_list("id", "severity", "opened_at")
    newest = sorted(told, key=lambda one: (one[2], one[0]), reverse=True)
    chosen = [one[0] for one in sorted(newest, key=lambda one: _GRAVITY.index(one[1]))[:IN_PICTURE]]
    rows = models.Alert.objects.select_related("rule").in_bulk(chosen)
    return [rows[number] for number in chosen]


def alert(number: int) -> models.Alert:
    """Raises ``UnknownAlertError``."""
    found = models.Alert.objects.select_related("rule").filter(id=number).first()
    if found is None:
        raise UnknownAlertError(f"no alert {number}")
    return found


def is_muted(number: int, now: datetime) -> bool:
    """Whether nobody is to hear of it: it or its rule is muted. Raises ``UnknownAlertError``."""
    found = alert(number)
    ends = (found.muted_until, found.rule.muted_until)
    return any(until is not None and now < until for until in ends)


def mute_of(number: int) -> MutedAlert:
    """Raises ``UnknownAlertError``."""
    found = alert(number)
    return MutedAlert(
        number=found.pk,
        rule=found.rule_id,
        title=found.title,
        state=found.state,
        until=found.muted_until,
        why=found.mute_reason,
        by=found.muted_by,
    )


def of_rule(rule_id: str, *, limit: int = 20) -> list[PastAlert]:
    """Its newest alerts."""
    rows = models.Alert.objects.filter(rule_id=rule_id).order_by("-opened_at", "-id")
    return [
        PastAlert(
            number=one.pk,
            title=one.title,
            state=one.state,
            opened_at=one.opened_at,
            rested_at=one.rested_at,
            ended_at=one.ended_at,
            muted_until=one.muted_until,
        )
        for one in rows[:limit]
    ]
