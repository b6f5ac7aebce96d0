"""What a message says, in the recipient's language and the city's time."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from simin.kit.delivery import Message

#: From a message to the address of the page of what it is about.
type Link = Callable[[Message], str]


def _of_directive(act: str) -> str:
    return {
        "issue": _("New directive: %(title)s"),
        "remind": _("Reminder: %(title)s"),
        "escalate": _("Escalated: %(title)s"),
        "return": _("Returned: %(title)s"),
        "cancel": _("Cancelled: %(title)s"),
        "report": _("Reported: %(title)s"),
        "undelivered": _("Could not be delivered: %(title)s"),
    }.get(act, "%(title)s")


def _of_step(act: str) -> str:
    return {
        "open": _("To be done now: %(title)s"),
        "late": _("Late: %(title)s"),
        "escalate": _("Late, and now with you: %(title)s"),
        "notify": _("For your attention: %(title)s"),
    }.get(act, "%(title)s")


def worded(message: Message, zone: ZoneInfo, link: str, fallback: str) -> tuple[str, str]:
    """One line for a subject or a short message, and the rest. A drill says so first."""
    with override(message.recipient.language or fallback):
        said = _of_step if message.about == "step" else _of_directive
        first = said(message.act) % {"title": " ".join(message.title.split())}
        if message.drill:
            first = _("[DRILL] %(said)s") % {"said": first}
        due = message.due_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        return first, _("Due %(time)s") % {"time": due} + f"\n{link}"
