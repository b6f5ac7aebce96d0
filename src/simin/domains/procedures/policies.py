"""Who does a step, who leads, who sees it. Whatever is not said here is refused."""

from collections.abc import Collection
from dataclasses import dataclass

from simin.domains.identity.policies import ACTING_ROLES, ROOM_ROLES
from simin.domains.identity.roles import Role
from simin.domains.procedures.models import Step
from simin.domains.procedures.states import Party
from simin.kit.errors import NotAllowedError

#: Run every procedure, start one by hand, and start a drill.
LEADERS = ROOM_ROLES
#: See every procedure that runs.
OVERSEERS = ROOM_ROLES | {Role.AUDITOR}
#: Make and change definitions.
KEEPERS = ROOM_ROLES


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody, and what they are to the city."""

    username: str
    roles: frozenset[Role]
    #: Their own unit; empty for none.
    unit: str = ""

    @property
    def leads(self) -> bool:
        return not LEADERS.isdisjoint(self.roles)

    @property
    def oversees(self) -> bool:
        return not OVERSEERS.isdisjoint(self.roles)


def parties(actor: Actor, step: Step, reached: Collection[str]) -> frozenset[Party]:
    """The parts that somebody has in a step; ``reached``: units to which it went up."""
    found = set[Party]()
    if actor.leads:
        found.add(Party.LEADER)
    if owns(actor, step, reached):
        found.add(Party.OWNER)
    return frozenset(found)


def owns(actor: Actor, step: Step, reached: Collection[str]) -> bool:
    """Whose office it is, and whom it went up to."""
    if ACTING_ROLES.isdisjoint(actor.roles):
        return False
    if actor.unit and actor.unit in reached:
        return True
    if step.role:
        return step.role in actor.roles and step.unit in ("", actor.unit)
    return bool(actor.unit) and step.unit == actor.unit


def check_leads(actor: Actor) -> None:
    if not actor.leads:
        raise NotAllowedError("procedures are run by the mayor, a deputy or the duty officer")


def check_keeps(actor: Actor) -> None:
    if KEEPERS.isdisjoint(actor.roles):
        raise NotAllowedError("procedures are kept by the mayor, a deputy or the duty officer")
