"""Words for directives."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.domains.directives.states import Act

STATES: dict[str, Promise] = {
    "drafted": pgettext_lazy("directive", "draft"),
    "issued": pgettext_lazy("directive", "issued"),
    "delivered": pgettext_lazy("directive", "delivered"),
    "acknowledged": pgettext_lazy("directive", "acknowledged"),
    "in_progress": pgettext_lazy("directive", "in progress"),
    "reported": pgettext_lazy("directive", "reported"),
    "verified": pgettext_lazy("directive", "verified"),
    "closed": pgettext_lazy("directive", "closed"),
    "returned": pgettext_lazy("directive", "returned"),
    "escalated": pgettext_lazy("directive", "escalated"),
    "cancelled": pgettext_lazy("directive", "cancelled"),
}
#: An icon each, so that colour never stands alone.
SHAPES = {
    "drafted": "pencil",
    "issued": "bell",
    "delivered": "bell",
    "acknowledged": "check",
    "in_progress": "play",
    "reported": "file-text",
    "verified": "badge-check",
    "closed": "circle-check",
    "returned": "rotate-ccw",
    "escalated": "trending-up",
    "cancelled": "x",
}
PRIORITIES: dict[str, Promise] = {
    "urgent": pgettext_lazy("directive", "urgent"),
    "important": pgettext_lazy("directive", "important"),
    "normal": pgettext_lazy("directive", "normal"),
}
EVIDENCE: dict[str, Promise] = {
    "any": _("any evidence"),
    "photo": _("a photo"),
    "document": _("a document"),
    "number": _("a number"),
}
EVERY: dict[str, Promise] = {
    "": _("only when chosen"),
    "day": _("every day"),
    "week": _("every week"),
    "month": _("every month"),
}
#: What a button says.
ACTS: dict[str, Promise] = {
    Act.ISSUE: _("Issue it now"),
    Act.ACKNOWLEDGE: _("Acknowledge"),
    Act.START: pgettext_lazy("directive", "Start"),
    Act.REPORT: _("Report"),
    Act.RETURN: _("Return it"),
    Act.VERIFY: _("Confirm that it was done"),
    Act.CLOSE: _("Close it"),
    Act.ESCALATE: _("Escalate"),
    Act.CANCEL: _("Cancel it"),
}
#: What an entry of the chain tells.
TOLD: dict[str, Promise] = {
    "draft": _("Written"),
    "issue": _("Issued"),
    "deliver": _("Delivered"),
    "acknowledge": _("Acknowledged"),
    "start": _("Work has begun"),
    "report": _("Reported"),
    "return": _("Returned"),
    "verify": _("Confirmed as done"),
    "close": _("Closed"),
    "escalate": _("Escalated"),
    "cancel": _("Cancelled"),
    "note": _("Note"),
    "amend": _("Changed"),
    "evidence": _("Evidence"),
    "remind": _("Reminder"),
    "undelivered": _("Could not be delivered"),
}
#: What is wrong with a field.
FAULTS: dict[str, Promise] = {
    "title": _("Say what is to be done, in at most 200 characters."),
    "text": _("Write something, at most 4,000 characters."),
    "addressee": _("Choose who is to do it."),
    "watchers": _("One of these units does not exist any more."),
    "priority": _("Choose one of these."),
    "required_evidence": _("Choose one of these."),
    "due_at": _("Give a date and a time that lie ahead."),
    "file": _("Give JPEG, PNG or WebP pictures or PDF files of at most 8 MB each."),
    "value": _("Give a number, such as 3.1."),
    "evidence": _("The evidence that was asked for is not there yet."),
    "state": _("That is not possible any more. This is how it stands now."),
    "revision": _("Somebody else changed it meanwhile."),
    "name": _("Give it a name of at most 100 characters."),
    "hours": _("Give a number of hours, from 1 to 8784."),
    "every": _("Choose one of these."),
    "first_at": _("Say when it comes first."),
    "indicator": _("Choose an indicator of the city."),
    "place": _("Choose a district, or the whole city."),
    "direction": _("Say which way it should move."),
    "window": _("Choose a window that goes with the indicator: hours need hourly values."),
    "baseline": _("Choose a time before that is at least twice the window."),
    "allowed": _("That is for somebody else to do."),
}
SUMMARIES: dict[str, Promise] = {
    "title": _("What is to be done"),
    "text": _("Details"),
    "priority": _("Priority"),
    "required_evidence": _("Evidence asked for"),
    "due_at": _("Due"),
}
CHANNELS: dict[str, Promise] = {
    "push": _("Web Push"),
    "email": _("E-mail"),
    "webhook": _("SMS gateway"),
}
OUTCOMES: dict[str, Promise] = {
    "sent": pgettext_lazy("delivery", "sent"),
    "unsent": pgettext_lazy("delivery", "not taken"),
    "bounced": pgettext_lazy("delivery", "bounced"),
}
#: How it stands with one person.
DELIVERED: dict[str, Promise] = {
    "waiting": pgettext_lazy("delivery", "under way"),
    "sent": pgettext_lazy("delivery", "sent"),
    "dead": pgettext_lazy("delivery", "could not be delivered"),
    "nowhere": pgettext_lazy("delivery", "only here: no channel reaches this person"),
}
