"""How grave, how soon, how sure: the words of OASIS CAP 1.2, worst first."""

from enum import StrEnum


class Severity(StrEnum):
    EXTREME = "extreme"
    SEVERE = "severe"
    MODERATE = "moderate"
    MINOR = "minor"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)

    def at_least(self) -> tuple["Severity", ...]:
        """This severity and the worse ones."""
        return tuple(Severity)[: self.rank + 1]


class Urgency(StrEnum):
    IMMEDIATE = "immediate"
    EXPECTED = "expected"
    FUTURE = "future"
    PAST = "past"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    OBSERVED = "observed"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


#: What makes an incident one that the whole city hears of.
MAJOR = Severity.SEVERE.at_least()
