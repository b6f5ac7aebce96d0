"""Words of the field."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.domains.incidents.units import UnitState

#: Why a link opens nothing.
ENDINGS: dict[str, Promise] = {
    "unknown-link": _("This link does not exist. Ask for a new one."),
    "too-many-tries": _("Too many links were tried. Wait ten minutes."),
    "link-expired": _("This link has run out. Ask the situation room for a new one."),
    "link-revoked": _("This link was taken back. Ask the situation room for a new one."),
}
#: What a button of the phone says, and the state that it sets.
UNIT_STATES: dict[str, Promise] = {
    UnitState.ORDERED: pgettext_lazy("unit", "Ordered out"),
    UnitState.EN_ROUTE: pgettext_lazy("unit", "On the way"),
    UnitState.ARRIVED: pgettext_lazy("unit", "Arrived"),
    UnitState.OPERATING: pgettext_lazy("unit", "At work"),
    UnitState.RELEASED: pgettext_lazy("unit", "Free again"),
}
#: An icon for each kind of report.
SHAPES = {
    "text": "message-square",
    "photo": "camera",
    "snapshot": "camera",
    "state": "truck",
    "position": "map-pin",
    "call": "phone",
    "recording": "video",
}
CALL_STATES: dict[str, Promise] = {
    "ringing": pgettext_lazy("call", "Ringing"),
    "active": pgettext_lazy("call", "A call began"),
    "declined": pgettext_lazy("call", "Declined"),
    "missed": pgettext_lazy("call", "Not answered"),
    "ended": pgettext_lazy("call", "Ended"),
    "lost": pgettext_lazy("call", "Connection lost"),
    "busy": pgettext_lazy("call", "Busy"),
    "agreed": _("Agrees to a recording"),
    "refused": _("Takes the consent back"),
}
KINDS: dict[str, Promise] = {
    "photo": _("Photo from the field"),
    "snapshot": _("Picture from the call"),
    "recording": _("Recording of a call"),
    "call": _("Call"),
}
POSITIONS: dict[str, Promise] = {
    "on": _("Shows where they are"),
    "off": _("No longer shows where they are"),
}
#: What is wrong with a field of a form.
FAULTS: dict[str, Promise] = {
    "who": _("Say who it is for: a name or a role, at most 100 characters."),
    "purpose": _("Say what it is for, in at most 300 characters."),
    "hours": _("Choose how long the link is to be good."),
    "unit": _("Choose a unit that is on this incident."),
    "subject": _("Say what it is about."),
    "key": _("This link was made already."),
    "phone": _("Give a telephone number."),
    "text": _("Write something, at most 2,000 characters."),
    "photo": _("Give a JPEG, PNG or WebP picture of at most 20 MB."),
    "state": _("The unit does not go back. This is how it stands now."),
}
#: What the scripts say; by name.
SAID: dict[str, Promise] = {
    "waiting": _("Waiting for a network"),
    "sending": _("Sending"),
    "sent": _("Sent"),
    "refused": _("Could not be taken"),
    "remove": _("Remove"),
    "offline": _("No network. What you send is kept on this phone and goes out later."),
    "ended": _("The link has ended. What you wrote is still here."),
    "position-on": _("The situation room sees where you are."),
    "position-off": _("Nobody sees where you are."),
    "position-refused": _("This phone does not say where it is. Allow it in its settings."),
    "calling": _("Calling …"),
    "ringing": _("The situation room calls"),
    "ringing-room": _("%(who)s calls"),
    "connecting": _("Connecting …"),
    "connected": _("Connected"),
    "reconnecting": _("The connection broke. Trying again …"),
    "ended-call": _("The call has ended."),
    "declined": _("The call was declined."),
    "missed": _("Nobody answered."),
    "busy": _("Another call is going on."),
    "lost": _("The connection was lost."),
    "no-camera": _("No camera or microphone may be used. Allow them in the settings."),
    "snapshot-sent": _("The picture stands in the timeline."),
    "consent-asked": _("Waiting for consent on the phone"),
    "recording": _("Recording"),
    "recording-kept": _("The recording is kept."),
    "recording-cut": _("The recording ended: too long, or not taken. What came is kept."),
    "recording-lost": _("The recording could not be kept."),
    "recording-refused": _("There is no consent. Nothing is recorded."),
    "failed": _("That did not work. Try again."),
}


def said() -> dict[str, str]:
    return {name: str(words) for name, words in SAID.items()}
