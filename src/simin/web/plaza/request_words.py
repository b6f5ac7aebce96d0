"""Words of requests for data: states, reasons, what can be wrong with a form."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Mapping[str, Promise] = {
    "held": pgettext_lazy("request for data", "to be looked at"),
    "open": pgettext_lazy("request for data", "waiting for an answer"),
    "answered": pgettext_lazy("request for data", "answered"),
    "declined": pgettext_lazy("request for data", "declined"),
    "refused": pgettext_lazy("request for data", "not shown"),
}
REASONS: Mapping[str, Promise] = {
    "privacy": _("Privacy"),
    "security": _("Security"),
    "third_party": _("Third party"),
    "not_held": _("The city does not have it"),
    "effort": _("Too much work for what it would bring"),
    "names_persons": _("It names persons"),
    "offends": _("It offends"),
    "no_request": _("It asks for no data"),
}
FAULTS: Mapping[str, Promise] = {
    "title": _("Say in one line what you are looking for, in at most 200 characters."),
    "text": _("Describe it, in at most 4,000 characters."),
    "use": _("At most 2,000 characters."),
    "owner": _("Choose the department that it belongs to."),
    "contact": _("This is no e-mail address."),
    "answer": _("Write an answer, in at most 4,000 characters."),
    "reason": _("Choose a reason."),
    "link": _("Give an address on the web, or one of ours from /data/ on."),
    "state": _("Somebody has decided meanwhile; this is how it stands now."),
    "form": _("The page had been open for too long; send it again."),
}
