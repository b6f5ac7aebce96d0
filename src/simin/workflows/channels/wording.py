"""What a message says, in the recipient's language and the city's time."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from simin.domains.directives.delivery import Message

#: From a directive's number to the address of its page.
type Link = Callable[[str], str]


def _first(act: str) -> str:
    return {
        "issue": _("New directive: %(title)s"),
        "remind": _("Reminder: %(title)s"),
        "escalate": _("Escalated: %(title)s"),
        "return": _("Returned: %(title)s"),
        "cancel": _("Cancelled: %(title)s"),
        "report": _("Reported: %(title)s"),
        "undelivered": _("Could not be delivered: %(title)s"),
    }.get(act, "%(title)s")


def worded(message: Message, zone: ZoneInfo, link: str, fallback: str) -> tuple[str, str]:
    """One line for a subject or a short message, and the rest."""
    with override(message.recipient.language or fallback):
        first = _first(message.act) % {"title": " ".join(message.title.split())}
        due = message.due_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        return first, _("Due %(time)s") % {"time": due} + f"\n{link}"
