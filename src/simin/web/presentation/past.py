"""What is said where a moment of the past was asked for: which is shown, or why none is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from simin.web.presentation.times import CityTime


@dataclass(frozen=True)
class Past:
    #: As it was typed.
    asked: str
    oldest: datetime | None
    #: That of the moment of asking, so that another day is named.
    time: CityTime
    #: City time of the picture that is shown; None: the live one is, for want of another.
    shown: datetime | None = None

    @property
    def sentence(self) -> str:
        if self.shown is not None:
            return _("As known at %(time)s, not live") % {"time": self.time.clock(self.shown)}
        if self.oldest is None:
            return _("No earlier picture is kept. This is the live one.")
        told = {"time": self.time.clock(self.oldest)}
        return (
            _("That moment is not kept; the oldest is %(time)s. This is the live picture.") % told
        )
