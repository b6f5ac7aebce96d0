"""The runner's sentences in the viewer's language; a sentence that is not known stays as it is."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simin.web.desk.failures import KNOWN

#: Why a record could not be read, behind the name of the field.
_UNREAD: tuple[tuple[re.Pattern[str], Promise], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"(?P<value>.*) is (?:not a|no) number", _("%(value)s is no number")),
        (r"(?P<value>.*) is not a whole number", _("%(value)s is no whole number")),
        (r"(?P<value>.*) is below (?P<least>.*)", _("%(value)s is below %(least)s")),
        (r"(?P<value>.*) is above (?P<most>.*)", _("%(value)s is above %(most)s")),
        (r"there is no value, and one is required", _("there is no value, and one is needed")),
        (r"the key is empty", _("the key is empty")),
        (r"there is no time", _("there is no time")),
        (
            r"(?P<value>.*) is a time that a spreadsheet rounded",
            _("%(value)s is a time that a spreadsheet rounded"),
        ),
        (
            r"(?P<value>.*) is not a time written as (?P<form>.*)",
            _("%(value)s is no time written as %(form)s"),
        ),
        (
            r"(?P<value>.*) has no name in the pack \((?P<what>.*)\)",
            _("%(value)s has no name in the pack (%(what)s)"),
        ),
        (
            r"no datastream has the slug (?P<slug>.*)",
            _("there is no datastream %(slug)s"),
        ),
        (
            r"stood in (?P<where>.*) already, with the same values",
            _("stood in %(where)s already, with the same values"),
        ),
        (
            r"stood in (?P<where>.*) already, with other values",
            _("stood in %(where)s already, with other values"),
        ),
        (r"comes twice in one answer", _("comes twice in one answer")),
    )
)


#: Where a record stood in its answer.
_PLACES: tuple[tuple[re.Pattern[str], Promise], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"row (?P<number>\d+)", _("row %(number)s")),
        (r"message (?P<number>\d+)", _("message %(number)s")),
        (r"feature (?P<number>\d+)", _("feature %(number)s")),
        (r"the whole delivery", _("the whole delivery")),
        (r"alert", _("the alert")),
    )
)


def placed(where: str) -> str:
    """``message 2, row 7`` in the viewer's language; a dash for no place."""
    return ", ".join(_place(part) for part in where.split(", ")) or "–"


def _place(part: str) -> str:
    for pattern, words in _PLACES:
        found = pattern.fullmatch(part)
        if found:
            return str(words) % found.groupdict()
    return part


def unread(reason: str) -> str:
    """``pm10: '점검중' is no number``; what is not known stays as it is."""
    field, colon, why = reason.partition(": ")
    for pattern, words in _UNREAD:
        found = pattern.fullmatch(why)
        if found:
            return f"{field}{colon}{str(words) % found.groupdict()}"
    return reason


def sentence(problem: str) -> str:
    """A whole sentence; empty for no problem."""
    for pattern, words in KNOWN:
        found = pattern.fullmatch(problem)
        if found:
            told = found.groupdict()
            return str(words) % (told | {"first": unread(told.get("first") or "")})
    said = problem[:1].upper() + problem[1:]
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."
