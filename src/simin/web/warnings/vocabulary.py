"""Words for the terms of CAP, for states, and for what is wrong with a field."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

CATEGORIES: dict[str, Promise] = {
    "Geo": pgettext_lazy("category", "Earthquake, landslide"),
    "Met": pgettext_lazy("category", "Weather, flood"),
    "Safety": pgettext_lazy("category", "Public safety"),
    "Security": pgettext_lazy("category", "Security"),
    "Rescue": pgettext_lazy("category", "Rescue"),
    "Fire": pgettext_lazy("category", "Fire"),
    "Health": pgettext_lazy("category", "Health"),
    "Env": pgettext_lazy("category", "Environment"),
    "Transport": pgettext_lazy("category", "Transport"),
    "Infra": pgettext_lazy("category", "Infrastructure"),
    "CBRNE": pgettext_lazy("category", "Hazardous material"),
    "Other": pgettext_lazy("category", "Other"),
}
URGENCIES: dict[str, Promise] = {
    "immediate": pgettext_lazy("urgency", "Act now"),
    "expected": pgettext_lazy("urgency", "Act soon, within an hour"),
    "future": pgettext_lazy("urgency", "Act later"),
    "past": pgettext_lazy("urgency", "Nothing to do any more"),
    "unknown": pgettext_lazy("urgency", "Unknown"),
}
CERTAINTIES: dict[str, Promise] = {
    "observed": pgettext_lazy("certainty", "Observed"),
    "likely": pgettext_lazy("certainty", "Likely"),
    "possible": pgettext_lazy("certainty", "Possible"),
    "unlikely": pgettext_lazy("certainty", "Unlikely"),
    "unknown": pgettext_lazy("certainty", "Unknown"),
}
STATES: dict[str, Promise] = {
    "drafted": gettext_lazy("Waits for approval"),
    "issued": gettext_lazy("In force"),
    "updated": gettext_lazy("In force, updated"),
    "cancelled": gettext_lazy("Cancelled"),
    "expired": gettext_lazy("Expired"),
    "discarded": gettext_lazy("Discarded"),
}
MESSAGES: dict[str, Promise] = {
    "alert": pgettext_lazy("message", "Issued"),
    "update": pgettext_lazy("message", "Updated"),
    "cancel": pgettext_lazy("message", "Cancelled"),
}


def fault(reason: str) -> str:
    """The domain's reason, in the viewer's language."""
    longer = re.fullmatch(r"is longer than (\d+) characters", reason)
    if longer:
        return _("At most %(count)s characters.") % {"count": longer[1]}
    known = {
        "is missing": _("This is missing."),
        "has a control character": _("It holds a sign that cannot be shown."),
        "is no time": _("Give a date and a time."),
        "is no number": _("Give a number."),
        "is no such term": _("Choose one of the list."),
        "has passed": _("This time has passed."),
        "is more than seven days ahead": _("At most seven days ahead."),
        "is not before the end": _("It must begin before it ends."),
        "an area is needed: a circle or districts": _("Give a circle, or choose districts."),
        "is not above 0 and at most 50": _("More than 0 and at most 50 kilometres."),
        "is not between -180 and 180": _("Between -180 and 180."),
        "is not between -90 and 90": _("Between -90 and 90."),
        "is no address": _("This is no address of the web."),
        "is no address of the web": _("This is no address of the web."),
        "the city has no such district": _("The city has no such district."),
    }
    return known.get(reason, reason)
