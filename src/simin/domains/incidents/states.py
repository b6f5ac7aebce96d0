"""The life cycle of an incident, as a table. Pure.

A kind of incident has a path: the states of ``ORDER`` that make sense for it. Along its path an
incident only goes forward; it may skip states, since not every channel tells every step. From any
open state it may leave the path, as a false alarm or merged into another incident.
"""

from collections.abc import Sequence
from enum import StrEnum

from simin.domains.incidents.errors import WrongTransitionError
from simin.kit.errors import RejectedError


class State(StrEnum):
    REPORTED = "reported"
    ORDERED = "ordered"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    OPERATING = "operating"
    UNDER_CONTROL = "under_control"
    EXTINGUISHED = "extinguished"
    CLOSED = "closed"
    FALSE_ALARM = "false_alarm"
    MERGED = "merged"


#: Every path is a part of this, in this order.
ORDER = (
    State.REPORTED,
    State.ORDERED,
    State.EN_ROUTE,
    State.ARRIVED,
    State.OPERATING,
    State.UNDER_CONTROL,
    State.EXTINGUISHED,
    State.CLOSED,
)
#: Ends that lie beside every path.
OFF_PATH = frozenset({State.FALSE_ALARM, State.MERGED})
#: Nobody works on these any more; only an operator's reopening leads out of the first two.
FINAL = frozenset({State.CLOSED, State.FALSE_ALARM, State.MERGED})
REOPENABLE = frozenset({State.CLOSED, State.FALSE_ALARM})


class Step(StrEnum):
    """What a wanted state means to an incident."""

    #: A state ahead, or an end beside the path.
    FORWARD = "forward"
    #: The state it is in already.
    REPEATED = "repeated"
    #: A state of the path that it has passed or skipped.
    BEHIND = "behind"


def checked_path(path: Sequence[str]) -> list[str]:
    """``path`` if it is one: known states in order, from reported to closed."""
    unknown = [name for name in path if name not in ORDER]
    if unknown:
        raise RejectedError("states", f"{unknown[0]} is no state of a path")
    places = [ORDER.index(State(name)) for name in path]
    if places != sorted(set(places)):
        raise RejectedError("states", "states of a path come once each and in the order of time")
    if not path or path[0] != State.REPORTED or path[-1] != State.CLOSED:
        raise RejectedError("states", "a path leads from reported to closed")
    return list(path)


def step(path: Sequence[str], current: str, wanted: str) -> Step:
    """What ``wanted`` means to an incident in ``current``; raises ``WrongTransitionError``."""
    if wanted == current:
        return Step.REPEATED
    if wanted not in path and wanted not in OFF_PATH:
        raise WrongTransitionError(current, wanted, f"its path is {', '.join(path)}")
    if current in OFF_PATH:
        raise WrongTransitionError(current, wanted, f"{current} is final")
    if wanted in OFF_PATH:
        if current in FINAL:
            raise WrongTransitionError(current, wanted, f"{current} is final")
        return Step.FORWARD
    return Step.FORWARD if path.index(wanted) > path.index(current) else Step.BEHIND
