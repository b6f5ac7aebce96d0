"""The last day of a feed, an hour a bar: the worse the hour, the taller its bar. Pure drawing."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WIDTH, HEIGHT = 5, 10
#: Letter of an hour to how tall its bar is.
_TALL = {" ": 1, "g": 4, "r": 6, "x": 8, "f": 10}
HOURS: dict[str, Promise] = {
    "g": gettext_lazy("%(count)d good"),
    "r": gettext_lazy("%(count)d with records in quarantine"),
    "x": gettext_lazy("%(count)d without an answer"),
    "f": gettext_lazy("%(count)d refused or not believed"),
    " ": gettext_lazy("%(count)d without a run"),
}
_CLASSES = {" ": "none", "g": "good", "r": "rejected", "x": "unavailable", "f": "failed"}


def drawn(strip: str) -> SafeString:
    """One path for each kind of hour."""
    paths = format_html_join(
        "",
        '<path class="hour-{}" d="{}"/>',
        ((_CLASSES[one], _bars(strip, one)) for one in used(strip)),
    )
    return format_html(
        '<svg class="strip" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        len(strip) * WIDTH,
        HEIGHT,
        told(strip),
        paths,
    )


def used(strip: str) -> Iterable[str]:
    return [letter for letter in _TALL if letter in strip]


def told(strip: str) -> str:
    """``Last 24 hours: 20 good, 4 without a run``."""
    counts = [str(HOURS[one]) % {"count": strip.count(one)} for one in HOURS if one in strip]
    return _("Last %(hours)d hours: %(counts)s") % {
        "hours": len(strip),
        "counts": ", ".join(counts),
    }


def _bars(strip: str, letter: str) -> str:
    tall = _TALL[letter]
    return "".join(
        f"M{place * WIDTH} {HEIGHT - tall}h{WIDTH - 1}v{tall}h-{WIDTH - 1}z"
        for place, one in enumerate(strip)
        if one == letter
    )
