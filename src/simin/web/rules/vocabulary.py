"""Words of the pages of rules: kinds, severities, places, and what is wrong with a field."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simin.web.presentation.refusals import CANNOT_BE_TAKEN

KINDS: dict[str, Promise] = {
    "gt": _("is above"),
    "gte": _("is at or above"),
    "lt": _("is below"),
    "lte": _("is at or below"),
    "eq": _("is exactly"),
    "change": _("changes"),
    "change_delta": _("differs in per cent from the one before by"),
    "frozen": _("stays the same for"),
    "rate": _("changes within a span by"),
    "absence": _("does not come for"),
    "total": _("adds up within a span to"),
    "rows": _("has at least so many rows:"),
    "row_value": _("has a column that comes to:"),
    "changed": _("changes within a span by so many rows:"),
}
#: As a sign where one says it shorter.
SIGNS = {"gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "eq": "=", "total": "≥", "rate": "≥"}
SIGNS |= {"rows": "≥", "row_value": "≥", "changed": "≥"}
OF: dict[str, Promise] = {
    "each": _("each datastream"),
    "mean": _("the mean of a place"),
    "max": _("the highest of a place"),
    "min": _("the lowest of a place"),
    "sum": _("the sum of a place"),
}
PER: dict[str, Promise] = {
    "city": _("the city"),
    "district": _("each district"),
    "datastream": _("each datastream"),
}
DIRECTIONS: dict[str, Promise] = {
    "either": pgettext_lazy("direction", "up or down"),
    "up": pgettext_lazy("direction", "up"),
    "down": pgettext_lazy("direction", "down"),
}
STATES: dict[str, Promise] = {
    "on": pgettext_lazy("rule", "on"),
    "off": pgettext_lazy("rule", "off"),
    "muted": pgettext_lazy("rule", "muted"),
}
#: Field, without its condition, to what is wrong with it.
FAULTS: dict[str, Promise] = {
    "limit": _("This kind of condition needs a number here, or has none."),
    "rests_at": _("It must lie on the quiet side of the limit, and needs one."),
    "over": _("This kind of condition needs a span here (30m, 2h, 7d), or has none."),
    "lasting": _("Give a span: 30m, 2h, 7d."),
    "within": _("Give a span: 30m, 2h, 7d."),
    "quiet": _("Give a span: 30m, 2h, 7d."),
    "family": _("Choose datastreams that there are."),
    "kind": _("Choose a kind of condition."),
    "of": _("A number of rows is a mean, sum, highest or lowest; some kinds look at each value."),
    "direction": _("Only changes and rows have a direction."),
    "dataset": _("Choose a data set that there is; rows are of a district or of the city."),
    "where": _("A line each, of columns that there are: service_code = water, metres >= [alarm]."),
    "by": _("Name the column that holds the district."),
    "time": _("A span and a column of times belong together."),
    "column": _("Name a column of numbers."),
    "called": _("Say it in each language, or in none."),
    "may_stand_at": _("Numbers with commas between them, and only for what stays the same."),
    "needs": _("Give any, all, or a number of conditions that there are."),
    "at_least": _("Give a number from 1 on; one datastream is one place."),
    "id": _("Small letters, digits and hyphens; it cannot be changed later."),
    "why": _("Say why, so that the next person understands."),
    "until": _("Give a time that is yet to come."),
    "opens_incident": _("Choose how grave the incident is."),
    "name": _("Give a name in each language."),
    "advice": _("Say it in each language, or in none."),
}
#: What is wrong with what makes sense in itself.
TAKEN, WITHHELD, UNKNOWN_KIND = "is taken", "is withheld", "is no kind"
REASONS: dict[str, Promise] = {
    TAKEN: _("There is another rule with this id."),
    UNKNOWN_KIND: _("There is no such kind of incident."),
    WITHHELD: _("These datastreams are withheld; only the office makes rules of them."),
}


def fault(field: str, reason: str) -> str:
    """``c0-limit`` and ``name-ko`` are told as ``limit`` and ``name``."""
    name = field.partition("-")[2] if field[:1] == "c" and field[1:2].isdigit() else field
    known = REASONS.get(reason) or FAULTS.get(name) or FAULTS.get(name.partition("-")[0])
    return str(known or CANNOT_BE_TAKEN)
