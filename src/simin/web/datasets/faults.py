"""Why a question to a data set cannot be answered, in words; what is not known stays as it is."""

import re

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from simin.kit.errors import RejectedError
from simin.web.presentation.vocabulary import TYPES

_KNOWN: tuple[tuple[re.Pattern[str], Promise], ...] = (
    (
        re.compile(r"(?P<value>.*) is no value of type (?P<type>\w+)", re.DOTALL),
        _("%(value)s is not what the column holds (%(type)s)"),
    ),
    (
        re.compile(r"(?P<value>.*) is none of: (?P<known>.*)", re.DOTALL),
        _("%(value)s is none of: %(known)s"),
    ),
    (
        re.compile(r"(?P<value>.*) is no column; there are: (?P<known>.*)", re.DOTALL),
        _("%(value)s is no column; there are: %(known)s"),
    ),
    (
        re.compile(r"cannot be read from (?P<value>.*) on", re.DOTALL),
        _("cannot be read from %(value)s on"),
    ),
    (re.compile(r"did not expect 'its end' at \d+"), _("ends too early")),
    (
        re.compile(r"did not expect (?P<value>.*) at (?P<known>\d+)", re.DOTALL),
        _("%(value)s does not fit where it stands, at character %(known)s"),
    ),
    (re.compile(r"is no option .*", re.DOTALL), _("is no option here")),
    (
        re.compile(r"(?:.* )?(?:numbers: )?west,south,east,north.*", re.DOTALL),
        _("west, south, east, north in degrees, with commas between"),
    ),
    (
        re.compile(r"(?:.* )?longitude,(?: ?)latitude.*", re.DOTALL),
        _("longitude, latitude and metres, with commas between"),
    ),
    (re.compile(r".* is not like 1-1000 or 1001-", re.DOTALL), _("like 1-1000 or 1001-")),
    (
        re.compile(r"a spreadsheet takes (?P<known>[\d,]+) rows.*", re.DOTALL),
        _("a spreadsheet takes %(known)s rows; ask for a part (rows=1-1000) or another format"),
    ),
    (
        re.compile(r"a spreadsheet takes (?P<known>[\d,]+) c.*", re.DOTALL),
        _("a spreadsheet takes %(known)s cells; choose columns or another format"),
    ),
    (re.compile(r"is given twice"), _("is given twice")),
    (re.compile(r"not a cursor of .*|of another version .*"), _("begin with the first rows")),
)


def fault(error: RejectedError) -> str:
    """``capacity: 'x' is not what the column holds (whole number)``."""
    for pattern, words in _KNOWN:
        found = pattern.fullmatch(error.reason)
        if found:
            told = found.groupdict()
            told["type"] = str(TYPES.get(told.get("type") or "", ""))
            return f"{error.field}: {str(words) % told}"
    if (get_language() or "").startswith("en"):  # the language in which reasons are written
        return f"{error.field}: {error.reason}"
    return _now("%(field)s cannot be understood as it was given.") % {"field": error.field}
