"""What an expression is made of. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """``2026-01-01T00:00:00Z/2026-01-02T00:00:00Z``."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Geography:
    """``geography'POINT(127 37)'``: well-known text, longitude first."""

    text: str


type Plain = (
    str | int | float | bool | datetime | date | time | timedelta | Interval | Geography | None
)


@dataclass(frozen=True, slots=True)
class Literal:
    value: Plain


@dataclass(frozen=True, slots=True)
class Path:
    """``Datastream/ObservedProperty/name``."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.parts)


@dataclass(frozen=True, slots=True)
class Call:
    """``substringof('a', name)``; the name in small letters."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands; ``operator`` is one of ``LOGIC``, ``COMPARISONS`` or ``ARITHMETIC``."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Not:
    operand: "Node"


type Node = Literal | Path | Call | Operation | Not

LOGIC = ("or", "and")
COMPARISONS = ("eq", "ne", "gt", "ge", "lt", "le")
ARITHMETIC = ("add", "sub", "mul", "div", "mod")


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case Call():
            return node.arguments
        case Operation():
            return (node.left, node.right)
        case Not():
            return (node.operand,)
        case _:
            return ()


def paths(node: Node) -> list[Path]:
    """Every path in ``node``, from left to right."""
    if isinstance(node, Path):
        return [node]
    return [path for child in children(node) for path in paths(child)]


def calls(node: Node) -> list[str]:
    """The name of every function that ``node`` calls."""
    own = [node.name] if isinstance(node, Call) else []
    return own + [name for child in children(node) for name in calls(child)]


def depth(node: Node, of: type = object) -> int:
    """Nodes that are ``of`` a kind, from ``node`` down to the farthest leaf.

    Without recursion, so of any tree.
    """
    deepest, waiting = 0, [(node, 0)]
    while waiting:
        seen, above = waiting.pop()
        level = above + isinstance(seen, of)
        deepest = max(deepest, level)
        waiting += ((child, level) for child in children(seen))
    return deepest
