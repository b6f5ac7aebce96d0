"""Words for procedures and their steps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: dict[str, Promise] = {
    "pending": pgettext_lazy("step", "waiting"),
    "open": pgettext_lazy("step", "to be done"),
    "late": pgettext_lazy("step", "late"),
    "done": pgettext_lazy("step", "done"),
    "skipped": pgettext_lazy("step", "left out"),
    "missed": pgettext_lazy("step", "not done"),
}
#: An icon each, so that colour never stands alone.
SHAPES = {
    "pending": "timer",
    "open": "play",
    "late": "clock",
    "done": "circle-check",
    "skipped": "minus",
    "missed": "x",
}
#: The level whose colour each has.
TONES = {
    "pending": "unknown",
    "open": "moderate",
    "late": "very_bad",
    "done": "good",
    "skipped": "unknown",
    "missed": "bad",
}
COURSES: dict[str, Promise] = {
    "running": pgettext_lazy("procedure", "running"),
    "merged": pgettext_lazy("procedure", "ended with a merged incident"),
    "ended": pgettext_lazy("procedure", "ended"),
}
EVIDENCE: dict[str, Promise] = {
    "none": pgettext_lazy("step", "no evidence"),
    "text": pgettext_lazy("step", "a report in words"),
    "photo": _("a photo"),
    "number": _("a number"),
}
DEEDS: dict[str, Promise] = {
    "notify": _("notifies by itself"),
    "open_cameras": _("opens cameras nearby by itself"),
    "draft_warning": _("drafts a warning by itself"),
}
#: What the main button of a step says, by the evidence that it wants.
MAIN: dict[str, Promise] = {
    "none": pgettext_lazy("step", "Done"),
    "text": _("Report and finish"),
    "photo": _("Add a photo and finish"),
    "number": _("Give the number and finish"),
}
#: What is wrong with a field.
FAULTS: dict[str, Promise] = {
    "text": _("Write something, at most 4,000 characters."),
    "value": _("Give a number, such as 3.1."),
    "photo": _("Give JPEG, PNG or WebP pictures of at most 20 MB each."),
    "evidence": _("The evidence that was asked for is not there yet."),
    "reason": _("Say why, in at most 1,000 characters."),
    "state": _("That is not possible any more. This is how it stands now."),
    "allowed": _("That is for somebody else to do."),
}
CHANGES: dict[str, Promise] = {
    "made": _("made"),
    "changed": _("changed"),
    "switched_on": _("switched on"),
    "switched_off": _("switched off"),
}
#: What the domain says of a field, as a person reads it; by a part of what it says.
_REASONS: dict[str, Promise] = {
    "is missing": _("is missing"),
    "is no number": _("is no number"),
    "say why": _("Say why."),
    "name a role or a unit": _("Choose whose it is."),
    "stands twice": _("stands twice"),
    "step before": _("“After” must name a step above this one."),
    "not above 0": _("Give minutes above 0 and at most 10080."),
    "short name": _("The short name has small letters, digits and hyphens only."),
    "longer than": _("is too long"),
}


def said_fault(reason: str) -> str:
    return next((str(words) for part, words in _REASONS.items() if part in reason), reason)
