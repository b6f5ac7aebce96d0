"""Spans of time in the viewer's words, in one place. Pure; a clock that runs is ``room/spans.py``.

What somebody set is said exactly: a rule that waits 90 minutes does not wait "2 h". What was
measured is rounded, or told to the second where seconds decide.
"""

from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86_400


def exact(seconds: int | None) -> str:
    """``90 min``, ``2 h``, ``7 days``: in the largest unit that leaves no rest; empty for none."""
    if not seconds:
        return ""
    if seconds % DAY == 0 and seconds > DAY:
        return _days(seconds // DAY)
    if seconds % HOUR == 0:
        return _hours(seconds // HOUR)
    return _seconds(seconds) if seconds % MINUTE else _minutes(seconds // MINUTE)


def rounded(seconds: float) -> str:
    """``90 s``, ``15 min``, ``6 h``, ``3 days``: of a unit there are at least two."""
    if seconds < 1:
        return _("under 1 s")
    if round(seconds) < 2 * MINUTE:
        return _seconds(round(seconds))
    if round(seconds / MINUTE) < 2 * HOUR // MINUTE:
        return _minutes(round(seconds / MINUTE))
    if round(seconds / HOUR) < 2 * DAY // HOUR:
        return _hours(round(seconds / HOUR))
    return _days(round(seconds / DAY))


def to_the_second(seconds: float) -> str:
    """``7 min``, ``9 min 10 s``: as a response time is compared with its target."""
    minutes, rest = divmod(int(seconds), MINUTE)
    if not rest:
        return _minutes(minutes)
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}


def _seconds(count: int) -> str:
    return _("%(count)d s") % {"count": count}


def _minutes(count: int) -> str:
    return _("%(count)d min") % {"count": count}


def _hours(count: int) -> str:
    return _("%(count)d h") % {"count": count}


def _days(count: int) -> str:
    return _("%(count)d days") % {"count": count}
