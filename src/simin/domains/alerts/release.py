"""Who sees the alerts of a rule. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from simin.domains.alerts.definition import ReleaseRule
from simin.domains.picture.card import Release, Visibility


def release(
    rule: ReleaseRule | None, day: date, zone: ZoneInfo, behind: Release | None = None
) -> Release:
    """Of an alert that opened on ``day`` of the city's calendar: its time is withheld as well.

    ``behind``: the release of something withheld that it rests on; it is withheld with that.
    """
    if rule is None or rule.visibility is Visibility.PUBLIC:
        if behind is None:
            return Release()
        return replace(behind, since=datetime.combine(day, time.min, zone).astimezone(UTC))
    return Release(
        visibility=rule.visibility,
        reason=rule.reason,
        office=rule.office,
        since=datetime.combine(day, time.min, zone).astimezone(UTC),
        review_on=day + timedelta(days=rule.review_after_days),
    )
