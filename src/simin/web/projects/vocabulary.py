"""Words for projects and pledges."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from simin.web.presentation.refusals import CANNOT_BE_TAKEN

SCHEDULES: dict[str, Promise] = {
    "late": pgettext_lazy("project", "late"),
    "at_risk": pgettext_lazy("project", "at risk"),
    "on_time": pgettext_lazy("project", "on time"),
    "done": pgettext_lazy("project", "done"),
    "stopped": pgettext_lazy("project", "stopped"),
    "unknown": pgettext_lazy("project", "not known"),
}
COSTS: dict[str, Promise] = {
    "within": pgettext_lazy("project", "within budget"),
    "over": pgettext_lazy("project", "over budget"),
    "unknown": pgettext_lazy("project", "costs not known"),
}
PHASES: dict[str, Promise] = {
    "planned": pgettext_lazy("project", "planned"),
    "under_way": pgettext_lazy("project", "under way"),
    "suspended": pgettext_lazy("project", "suspended"),
    "completed": pgettext_lazy("project", "completed"),
    "cancelled": pgettext_lazy("project", "cancelled"),
}
#: An icon each, so that colour never stands alone.
SHAPES = {
    "late": "triangle-alert",
    "at_risk": "clock",
    "on_time": "check",
    "done": "circle-check",
    "stopped": "pause",
    "unknown": "circle-help",
}
STATUSES: dict[str, Promise] = {
    "planned": pgettext_lazy("pledge", "not begun"),
    "on_track": pgettext_lazy("pledge", "on track"),
    "partial": pgettext_lazy("pledge", "in part"),
    "continuing": pgettext_lazy("pledge", "fulfilled, goes on"),
    "completed": pgettext_lazy("pledge", "fulfilled"),
    "on_hold": pgettext_lazy("pledge", "on hold"),
    "dropped": pgettext_lazy("pledge", "given up"),
}
STATUS_SHAPES = {
    "planned": "minus",
    "on_track": "play",
    "partial": "clock",
    "continuing": "circle-check",
    "completed": "circle-check",
    "on_hold": "pause",
    "dropped": "x",
}
STATUS_LEVELS = {
    "planned": "unknown",
    "on_track": "good",
    "partial": "moderate",
    "continuing": "good",
    "completed": "good",
    "on_hold": "bad",
    "dropped": "very_bad",
}
TABLES: dict[str, Promise] = {
    "projects": gettext_lazy("Projects"),
    "budget": gettext_lazy("Budget"),
    "spending": gettext_lazy("Spending"),
    "milestones": gettext_lazy("Milestones"),
    "progress": gettext_lazy("Progress"),
    "pledges": gettext_lazy("Pledges"),
}
#: Why no end is forecast.
LACKS: dict[str, Promise] = {
    "plan": gettext_lazy("No forecast: there is no plan from 0 to 100 %."),
    "reports": gettext_lazy("No forecast: it takes at least four reports."),
    "early": gettext_lazy("No forecast: less than a tenth of the planned time has passed."),
    "earned": gettext_lazy("No forecast: nothing has been done yet."),
    "far": gettext_lazy("At this pace it would take more than five times as long as planned."),
}
#: What an entry of the record tells.
ACTS: dict[str, Promise] = {
    "new": gettext_lazy("Entered"),
    "recorded": gettext_lazy("Changed"),
    "reported": gettext_lazy("Report from the site"),
    "photos": gettext_lazy("Photos"),
    "photo": gettext_lazy("Release of a photo"),
    "milestone": gettext_lazy("Milestone"),
    "document": gettext_lazy("Document"),
    "accounted": gettext_lazy("Accounted for"),
}
#: Reasons of the domain, by pattern, to a sentence.
_REASONS: tuple[tuple[str, Promise], ...] = (
    (r"the column is missing", gettext_lazy("The column is missing.")),
    (r"has more cells than columns", gettext_lazy("The row has more cells than the heading.")),
    (r"is empty|is needed for a new row", gettext_lazy("This must not be empty.")),
    (r"there is no project .*|there is no .*", gettext_lazy("There is no such thing here.")),
    (r".*is none of .*", gettext_lazy("Choose one of the list.")),
    (r"is no day.*", gettext_lazy("Write the day as 2022-03-05.")),
    (r"is a day as a spreadsheet.*", gettext_lazy("A spreadsheet's number; write 2022-03-05.")),
    (r"is no whole number", gettext_lazy("Give a whole number.")),
    (r"is no number", gettext_lazy("Give a number.")),
    (r"is neither yes nor no", gettext_lazy("Write yes or no.")),
    (r"is no geometry.*|is no point.*|crosses itself", gettext_lazy("Give a WKT geometry.")),
    (r"lies outside the world.*", gettext_lazy("Longitude stands before latitude.")),
    (r"lies ahead", gettext_lazy("This day lies ahead.")),
    (r"between 0 and 100", gettext_lazy("Between 0 and 100.")),
    (r"between .*", gettext_lazy("This number is too small or too large.")),
    (r"is not after starts_on|is before from_on", gettext_lazy("It ends before it begins.")),
    (r"at most .* characters|1 to .*", gettext_lazy("This is too long.")),
    (r"letters, digits.*", gettext_lazy("Letters, digits, hyphen, full stop only.")),
    (r"stands in .*", gettext_lazy("This row stands twice.")),
    (r"belongs to .*", gettext_lazy("This belongs to another department.")),
    (r"what is fulfilled needs evidence", gettext_lazy("What is fulfilled needs evidence.")),
    (r"say why.*", gettext_lazy("Say why.")),
    (r"say when .*", gettext_lazy("Say when it is looked at again.")),
    (r".* becomes .*", gettext_lazy("Its status does not become that one.")),
    (r"an address begins .*", gettext_lazy("An address begins with https://.")),
    (r"give planned, actual.*", gettext_lazy("Give what was planned, what was done, or both.")),
    (r"is reserved", gettext_lazy("This id is an address of a page.")),
    (r"a plan never falls.*", gettext_lazy("A plan never falls.")),
    (r"is no CSV.*|has no heading|cannot be read.*", gettext_lazy("This is no readable CSV.")),
    (r"has the column .*", gettext_lazy("A column stands twice.")),
    (r"has more than .*", gettext_lazy("The file has too many rows.")),
    (r"larger than .*", gettext_lazy("The file is too large.")),
    (r"the file is empty", gettext_lazy("Choose a file.")),
    (r"tell how far.*", gettext_lazy("Tell how far it is, write something or show a photo.")),
    (r"give a JPEG.*|.*picture.*", gettext_lazy("Give a JPEG, PNG or WebP picture.")),
    (r"give a PDF.*", gettext_lazy("Give a PDF.")),
    (r"give an address or a file", gettext_lazy("Give an address or a file.")),
    (r"give it a name.*", gettext_lazy("Give it a name.")),
)


def in_sentence(reason: str) -> str:
    """The domain's reason for a person to read."""
    for pattern, sentence in _REASONS:
        if re.fullmatch(pattern, reason, re.DOTALL):
            return str(sentence)
    return str(CANNOT_BE_TAKEN)
