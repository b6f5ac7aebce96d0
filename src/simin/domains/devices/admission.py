"""What a good key opens. Pure.

A key for everything may write all that devices write. A narrower one may write the observations of
its datastreams and of its things' datastreams, and change these datastreams and things; it makes
and removes no other entity.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A key that works."""

    handle: str
    name: str
    #: Source of the datastreams that are made with it.
    source: str
    everything: bool
    things: frozenset[int] = field(default_factory=frozenset)
    datastreams: frozenset[int] = field(default_factory=frozenset)
    expires_at: datetime | None = None

    def may_observe(self, datastream: int, thing: int) -> bool:
        """Whether it may write observations of ``datastream``, which is of ``thing``."""
        return self.everything or datastream in self.datastreams or thing in self.things

    def may_change_thing(self, thing: int) -> bool:
        return self.everything or thing in self.things
