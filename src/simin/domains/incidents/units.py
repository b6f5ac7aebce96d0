"""The states of a unit on an incident. Pure; a unit only goes on, and is released at the end."""

from enum import StrEnum

from simin.domains.incidents.errors import WrongTransitionError


class UnitState(StrEnum):
    ORDERED = "ordered"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    OPERATING = "operating"
    RELEASED = "released"


def moves(current: str, wanted: str) -> bool:
    """Whether ``wanted`` is a move; false if it is where the unit stands. Raises for a step back.

    A released unit may be ordered to the same incident again.
    """
    states = [str(state) for state in UnitState]
    if wanted not in states:
        raise WrongTransitionError(current, wanted, f"a unit's states are {', '.join(states)}")
    if current == wanted:
        return False
    again = current == UnitState.RELEASED and wanted == UnitState.ORDERED
    if not again and states.index(wanted) < states.index(current):
        raise WrongTransitionError(current, wanted, "a unit does not go back")
    return True
