"""City time as a page shows it: clock, date, age. Never the machine's time zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from simin.domains.picture.frame import Snapshot
from simin.web.presentation.vocabulary import PHRASES


@dataclass(frozen=True)
class CityTime:
    """The moment a page is made, in city time, and the city's zone."""

    now: datetime
    zone: ZoneInfo

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def clock(self, at: datetime) -> str:
        """``14:05``, with the date before it when that is another day."""
        local = self.local(at)
        clock = f"{local:%H:%M}"
        return clock if local.date() == self.local(self.now).date() else f"{self.day(at)} {clock}"

    def clock_or_day(self, at: datetime) -> str:
        """``13:52``, or the day where that is another one."""
        local = self.local(at)
        if local.date() == self.local(self.now).date():
            return f"{local:%H:%M}"
        return date_format(local, _("j M"), use_l10n=False)

    def day(self, at: datetime) -> str:
        """``3월 5일 토`` / ``Sat, 5 March``."""
        # Translators: a date format of Django for a day in short: weekday, day, month.
        return date_format(self.local(at), _("D j F"), use_l10n=False)

    def age(self, at: datetime) -> str:
        """The epoch stands for "nothing has ever arrived"."""
        if at.year < 1971:
            return _("never")
        return age_words(self.now - at)

    def short_age(self, at: datetime) -> str:
        """``now``, ``12 min``, ``3 h``, ``2 days``: where there is no room for more."""
        if at.year < 1971:
            return _("never")
        minutes = int((self.now - at).total_seconds() // 60)
        if minutes < 1:
            return pgettext("age", "now")
        if minutes < 60:
            return _("%(count)d min") % {"count": minutes}
        if minutes < 48 * 60:
            return _("%(count)d h") % {"count": minutes // 60}
        return _("%(count)d days") % {"count": minutes // (24 * 60)}


def city_now(snapshot: Snapshot, real: datetime) -> datetime:
    """City time at the real time ``real``, as the snapshot's head says it runs."""
    passed = max(timedelta(0), real - snapshot.at)
    return snapshot.city_time + passed * snapshot.speed


def age_words(age: timedelta) -> str:
    """``just now``, ``12 min ago``, ``3 h ago``, ``2 days ago``."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return str(PHRASES["now"])
    if minutes < 60:
        return str(PHRASES["minutes"]) % {"count": minutes}
    if minutes < 48 * 60:
        return str(PHRASES["hours"]) % {"count": minutes // 60}
    return str(PHRASES["days"]) % {"count": minutes // (24 * 60)}


def parsed(time: str | datetime | None) -> datetime | None:
    """A time of a card's body, aware."""
    if time is None or isinstance(time, datetime):
        return time
    return datetime.fromisoformat(time).astimezone(UTC)


def iso(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""
