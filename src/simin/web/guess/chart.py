"""How others guessed, with one's own guess and the value on the same line. Pure geometry."""

from dataclasses import dataclass, replace

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.tally import Tally
from simin.web.guess.rounds import Answer
from simin.web.presentation.numbers import figure

WIDTH, SIDE = 720, 24
#: Height of the rows of labels above, and where the bars stand and end.
LABELS, TALL, AXIS = 92, 150, 40
GAP = 2
#: Height of a bar whose count is too small to be told.
FEW = 14
#: Marks nearer than a label's width.
NEAR = 140


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    few: bool


@dataclass(frozen=True)
class Mark:
    x: float
    text: str
    #: ``start``, ``middle`` or ``end``, so that it stays inside.
    anchor: str


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    guess: Mark
    value: Mark
    ends: tuple[Mark, ...]
    height: int
    #: The axis.
    base: int
    left: int = SIDE
    right: int = WIDTH - SIDE
    width: int = WIDTH

    @property
    def below(self) -> int:
        return self.base + 30


def chart(others: Tally | None, least: int, answer: Answer, held: Bounds, decimals: int) -> Chart:
    """``others`` None: too few, so that the line stands alone."""
    guess = _mark(answer.guess, held, figure(answer.guess, decimals))
    value = _mark(answer.value, held, figure(answer.value, decimals))
    base = LABELS + (TALL if others else 12)
    ends = (held.low, (held.low + held.high) / 2, held.high)
    anchors = ("start", "middle", "end")
    return Chart(
        bars=_bars(others, least, base) if others else (),
        guess=_beside(guess, value),
        value=value,
        ends=tuple(
            Mark(_x(end, held), figure(end, _digits(end, decimals)), anchor)
            for end, anchor in zip(ends, anchors, strict=True)
        ),
        height=base + AXIS,
        base=base,
    )


def _digits(value: float, decimals: int) -> int:
    return 0 if float(value).is_integer() else max(1, decimals)


def _bars(others: Tally, least: int, base: int) -> tuple[Bar, ...]:
    told = others.told(least)
    most = max((count for count in told if count), default=0) or 1
    wide = (WIDTH - 2 * SIDE) / len(told)
    bars = []
    for place, count in enumerate(told):
        if count == 0:
            continue
        tall = FEW if count is None else max(FEW, TALL * count / most)
        x = round(SIDE + place * wide + GAP / 2, 1)
        bars.append(Bar(x, round(base - tall, 1), round(wide - GAP, 1), round(tall, 1), not count))
    return tuple(bars)


def _x(value: float, held: Bounds) -> float:
    share = min(1.0, max(0.0, (value - held.low) / held.span))
    return round(SIDE + share * (WIDTH - 2 * SIDE), 1)


def _mark(value: float, held: Bounds, text: str) -> Mark:
    x = _x(value, held)
    return Mark(x, text, "start" if x < WIDTH * 0.25 else "end" if x > WIDTH * 0.75 else "middle")


def _beside(guess: Mark, value: Mark) -> Mark:
    """Written away from the other mark where it is near, as far as there is room."""
    if abs(guess.x - value.x) >= NEAR:
        return guess
    if guess.x <= value.x and guess.x > NEAR:
        return replace(guess, anchor="end")
    return replace(guess, anchor="start") if guess.x < WIDTH - NEAR else guess
