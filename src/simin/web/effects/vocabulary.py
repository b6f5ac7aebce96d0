"""Words for effects."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DIRECTIONS: dict[str, Promise] = {
    "down": pgettext_lazy("effect", "should fall"),
    "up": pgettext_lazy("effect", "should rise"),
}
WINDOWS: dict[str, Promise] = {
    "24h": _("24 hours"),
    "72h": _("72 hours"),
    "7d": _("7 days"),
    "14d": _("14 days"),
    "28d": _("28 days"),
    "90d": _("90 days"),
}
BASELINES: dict[str, Promise] = {
    "": _("as long as usual"),
    "14": _("14 days"),
    "28": _("28 days"),
    "56": _("56 days"),
    "112": _("112 days"),
    "365": _("365 days"),
}
ANSWERS: dict[str, Promise] = {
    "better": pgettext_lazy("noticed", "Better"),
    "same": pgettext_lazy("noticed", "The same"),
    "worse": pgettext_lazy("noticed", "Worse"),
}
#: Why nothing can be said, and what to read with care; ``%(…)s`` are the facts of the reason.
REASONS: dict[str, Promise] = {
    "too-little-before": _(
        "only %(there)s values from before, %(needed)s are needed to know what was to be expected"
    ),
    "gaps": _("%(there)s of %(wanted)s have a value, too few"),
    "flat": _("the indicator hardly has different values"),
    "restless": _(
        "the indicator moved as much by itself before: the same reckoning errs there by "
        "%(times)s times what it claims"
    ),
    "source-doubted": _("its source was found to be wrong in this time (%(detector)s)"),
    "other-action": _(
        "Nothing can be said of this one alone: %(subject)s acts on the same indicator in the "
        "same time."
    ),
    "city-stage": _("The city was at stage %(level)s in this window."),
    "source-down": _("A source of the indicator is down (%(source)s)."),
    "outliers": _("%(count)s values stand far out."),
    "trend-down": _("It was falling by itself, by %(each)s a step; that is taken into account."),
    "trend-up": _("It was rising by itself, by %(each)s a step; that is taken into account."),
    "season": _("Over so long a window a season alone may move it; read it with care."),
    "missing": _("%(there)s of %(wanted)s have a value."),
}
