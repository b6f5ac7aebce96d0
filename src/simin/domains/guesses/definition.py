"""What the pack wants to be guessed. Pure."""

from dataclasses import dataclass, field

from simin.kit.text import Text


@dataclass(frozen=True, kw_only=True)
class GuessDefinition:
    """One question; what it does not say follows from the indicator."""

    indicator: str
    #: As it is asked; empty: the usual words.
    question: Text = field(default_factory=dict)
    #: Both or none.
    low: float | None = None
    high: float | None = None
    #: Of the slider.
    step: float | None = None
