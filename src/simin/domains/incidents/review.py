"""An after-action report: what is written when an incident ends. Pure.

Made of sections that others fill in; this one only says how they look.
"""

from typing import Literal

import msgspec

from simin.domains.picture.card import Words


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row: cells in the order of the section's columns, a missed target marked."""

    cells: tuple[Words, ...]
    missed: bool = False


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of the report: sentences, a table, or both."""

    id: str
    title: Words
    sentences: tuple[Words, ...] = ()
    columns: tuple[Words, ...] = ()
    lines: tuple[Line, ...] = ()
    #: What was missed, as plain sentences; gathered at the head of the report.
    missed: tuple[Words, ...] = ()
    #: What stands there when there is nothing.
    empty: Words = {}


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole report."""

    incident: str
    title: Words
    drill: bool
    #: ``closed`` or ``false_alarm``.
    ended_as: Literal["closed", "false_alarm"]
    origin: str
    sections: tuple[Section, ...]

    @property
    def missed(self) -> tuple[Words, ...]:
        return tuple(sentence for section in self.sections for sentence in section.missed)
