"""Words for procedures and their steps."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.web.presentation.refusals import CANNOT_BE_TAKEN

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
    "at most": _("is too long"),
    "are missing": _("is missing"),
    "missing required": _("is missing"),
    "holds a sign": _("holds a sign that no text has"),
    "not among the kinds": _("Choose a kind of incident."),
    "is none of": _("Choose one of the list."),
    "Invalid enum": _("Choose one of the list."),
    "not among the districts": _("Choose one of the list."),
    "no role that acts": _("Choose whose it is."),
    "departments and agencies": _("Choose whose it is."),
    "somebody to tell": _("Only a notice has somebody to tell."),
    "come together": _("Give longitude and latitude together."),
    "what is supposed to happen": _("Say what happens."),
}
#: Fields as they are called on the forms; of a language: what is before the hyphen.
_FIELDS: dict[str, Promise] = {
    "id": _("Short name"),
    "name": _("Name"),
    "kind": _("Kind of incident"),
    "severities": _("Severities"),
    "severity": _("Severity"),
    "steps": _("Steps"),
    "district": _("District"),
    "longitude": _("Longitude"),
    "latitude": _("Latitude"),
    "title": _("What happens"),
}


def said_fault(reason: str) -> str:
    """What the domain says of a field, for a person to read."""
    known = (words for part, words in _REASONS.items() if part in reason)
    return str(next(known, CANNOT_BE_TAKEN))


def named_fault(field: str, reason: str, languages: Mapping[str, str] | None = None) -> str:
    """The same with the name of the field, and of its language: ``Name (English): is missing``."""
    name, _hyphen, code = field.partition("-")
    called, language = _FIELDS.get(name), (languages or {}).get(code, code)
    said = said_fault(reason)
    if called is None:
        return said
    return f"{called} ({language}): {said}" if language else f"{called}: {said}"


#: Why a step that acts by itself is left to people.
LEFT: dict[str, Promise] = {
    "nobody": _("Nobody could be told by itself: tell them another way."),
    "no-place": _("The place is not known, so no camera was opened by itself."),
    "no-camera": _("No camera is near enough to be opened by itself."),
    "refused": _("That could not be done by itself."),
}
