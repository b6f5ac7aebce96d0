"""Days and spans as a project's page writes them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def day(on: date | str | None) -> str:
    """``5 March 2022`` / ``2022년 3월 5일``; empty for None."""
    if on is None:
        return ""
    return date_format(date.fromisoformat(on) if isinstance(on, str) else on, "DATE_FORMAT")


def month(on: date) -> str:
    """``3/2022`` for the axis of a chart."""
    # Translators: a date format of Django for a month and its year, short.
    return date_format(on, _("M Y"), use_l10n=False)


def behind(days: int) -> str:
    """``74 days late``, ``12 days early``, ``as planned``."""
    if days > 0:
        return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}
    if days < 0:
        return ngettext("%(count)d day early", "%(count)d days early", -days) % {"count": -days}
    return _("as planned")
