"""Words of the card page for the fixed terms of incidents and the reasons of a withholding."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.web.presentation.vocabulary import GRADES

#: States of an incident; the pack's own word for the present state is on the card.
STATES: dict[str, Promise] = {
    "reported": pgettext_lazy("incident state", "Reported"),
    "ordered": pgettext_lazy("incident state", "Units ordered"),
    "en_route": pgettext_lazy("incident state", "On the way"),
    "arrived": pgettext_lazy("incident state", "Arrived"),
    "operating": pgettext_lazy("incident state", "At work"),
    "under_control": pgettext_lazy("incident state", "Under control"),
    "extinguished": pgettext_lazy("incident state", "Fire out"),
    "closed": pgettext_lazy("incident state", "Closed"),
    "false_alarm": pgettext_lazy("incident state", "False alarm"),
    "merged": pgettext_lazy("incident state", "Merged"),
}
SEVERITIES = GRADES
ALERT_STATES: dict[str, Promise] = {
    "open": pgettext_lazy("alert state", "fired"),
    "resting": pgettext_lazy("alert state", "eased"),
    "ended": pgettext_lazy("alert state", "over"),
}
UNIT_STATES: dict[str, Promise] = {
    "available": pgettext_lazy("unit state", "Available"),
    "ordered": pgettext_lazy("unit state", "Ordered"),
    "en_route": pgettext_lazy("unit state", "On the way"),
    "arrived": pgettext_lazy("unit state", "On scene"),
    "on_scene": pgettext_lazy("unit state", "On scene"),
    "operating": pgettext_lazy("unit state", "At work"),
    "returning": pgettext_lazy("unit state", "Returning"),
    "released": pgettext_lazy("unit state", "Released"),
}
SECTIONS: dict[str, Promise] = {
    "glance": _("At a glance"),
    "now": _("City now"),
    "administration": _("City administration"),
    "news": _("News and opinion"),
}


def word(table: dict[str, Promise], term: str) -> str:
    """The word for ``term``; the term itself where the table does not know it."""
    return str(table.get(term, term))
