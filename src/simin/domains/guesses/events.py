"""What guesses tell the rest of the city: that there was one; never which, never whose."""

from datetime import date, datetime

from simin.kit.outbox.event import Event


class GuessCounted(Event, frozen=True, kw_only=True):
    indicator: str
    #: Of the people who guess, in the city's zone.
    day: date
    at: datetime
