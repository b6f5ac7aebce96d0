"""Words for the pages of incidents."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.domains.incidents.channel import Channel
from simin.web.presentation.vocabulary import GRADES
from simin.web.warnings.vocabulary import CERTAINTIES, URGENCIES

__all__ = ["CERTAINTIES", "CHANNELS", "FAULTS", "GRADES", "SHAPES", "SORTS", "URGENCIES"]

CHANNELS: dict[str, Promise] = {
    Channel.EMERGENCY: pgettext_lazy("channel", "119 call"),
    Channel.POLICE: pgettext_lazy("channel", "112 call"),
    Channel.COMPLAINTS: pgettext_lazy("channel", "120 call"),
    Channel.CITIZEN: pgettext_lazy("channel", "a citizen"),
    Channel.CAMERA: pgettext_lazy("channel", "a camera"),
    Channel.FIELD: pgettext_lazy("channel", "a unit in the field"),
    Channel.OPERATOR: pgettext_lazy("channel", "the operator"),
}
SORTS: dict[str, Promise] = {
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "slowest": _("Slowest to reach"),
}
SHAPES: dict[str, Promise] = {
    "circle": pgettext_lazy("impact area", "A circle"),
    "polygon": pgettext_lazy("impact area", "An area with corners"),
    "road": pgettext_lazy("impact area", "A road"),
}
#: What is wrong with a field.
FAULTS: dict[str, Promise] = {
    "kind": _("Choose one of these."),
    "severity": _("Choose one of these."),
    "urgency": _("Choose one of these."),
    "certainty": _("Choose one of these."),
    "channel": _("Choose one of these."),
    "district": _("Choose one of the city's districts."),
    "address": _("At most 200 characters."),
    "longitude": _("Give longitude and latitude in degrees, such as 126.978 and 37.566."),
    "latitude": _("Give longitude and latitude in degrees, such as 126.978 and 37.566."),
    "reported_at": _("Give a date and a time."),
    "occurred_at": _("Give a time that is not after the report."),
    "detected_at": _("Give a time that is not after the report."),
    "at": _("That is before what is known already. Give a later time."),
    "text": _("Write something."),
    "title": _("At most 200 characters."),
    "unit": _("Choose a unit that can go."),
    "metres": _("Give metres, from 1 to 20,000."),
    "place": _("Say where: an address with its district or neighbourhood, or a point."),
    "into": _("A drill and a real incident are never one, and no incident is part of itself."),
    "other": _("This is the same incident."),
    "merge": _("What it is part of has to be separated first, or it was merged too long ago."),
}
POINTS = _(
    "Give one point a line, longitude first: 126.978, 37.566. An area needs three that make a ring "
    "whose sides do not cross, a road two; or paste a GeoJSON Polygon or LineString."
)
STALE = _("Somebody else changed it meanwhile. This is how it stands now; look, and do it again.")
