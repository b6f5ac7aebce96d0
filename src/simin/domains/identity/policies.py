"""Who may. A set of roles opens a door; whoever holds one of them may pass."""

from collections.abc import Collection, Sequence

from simin.domains.identity.organisation import Department
from simin.domains.identity.roles import Role
from simin.kit.errors import RejectedError

#: Everyone who works for the city.
STAFF_ROLES = frozenset(Role) - {Role.CITIZEN}
#: Act for a unit of the city; who audits only looks.
ACTING_ROLES = STAFF_ROLES - {Role.AUDITOR}
#: See the mayor's picture, with what is withheld: who leads, who runs the room, who decides on
#: releases, who audits. Everyone else sees what every citizen sees.
OFFICE_ROLES = frozenset({Role.MAYOR, Role.DEPUTY, Role.DUTY_OFFICER, Role.PUBLISHER, Role.AUDITOR})
#: Run incidents in the situation room.
ROOM_ROLES = frozenset({Role.MAYOR, Role.DEPUTY, Role.DUTY_OFFICER})
#: Set the city's stage by hand.
STAGE_ROLES = frozenset({Role.MAYOR, Role.DUTY_OFFICER})
#: Draft, approve and take back warnings to the public; nobody approves alone what they wrote.
WARNING_ROLES = frozenset({Role.MAYOR, Role.DEPUTY, Role.DUTY_OFFICER, Role.PUBLISHER})
#: See drafts of warnings.
WARNING_READER_ROLES = WARNING_ROLES | {Role.AUDITOR}
#: Decide what everyone sees; of an incident nobody withholds anything alone.
RELEASE_ROLES = frozenset({Role.MAYOR, Role.PUBLISHER})
#: Have a desk.
DESK_ROLES = STAFF_ROLES
#: Look after sources: see what they sent as it came, which may name persons. How sources stand
#: is read by everyone who works for the city.
SOURCE_ROLES = frozenset({Role.SOURCE_ADMINISTRATOR, Role.AUDITOR})
#: Run, pause, back-fill and map sources; who audits only looks.
SOURCE_KEEPER_ROLES = frozenset({Role.SOURCE_ADMINISTRATOR})
#: Register kiosks, renew their keys, take them out; everyone with a desk sees how they do.
KIOSK_KEEPER_ROLES = SOURCE_KEEPER_ROLES | {Role.DEPARTMENT_OFFICER}
#: Make, change, switch and mute rules of alerts; everyone with a desk reads them.
RULE_KEEPER_ROLES = ROOM_ROLES | {Role.DEPARTMENT_OFFICER}


def may(held: Collection[Role], allowed: Collection[Role]) -> bool:
    return not frozenset(allowed).isdisjoint(held)


def needs_second_factor(held: Collection[Role]) -> bool:
    """Where the installation asks for a second factor, it asks everyone who works for the city."""
    return may(held, STAFF_ROLES)


def check_organisation(departments: Sequence[Department]) -> None:
    """Ids are unique, parents exist, and nobody is above themselves."""
    parents = {department.id: department.parent for department in departments}
    if len(parents) != len(departments):
        raise RejectedError("organisation", "a department comes twice")
    for department in departments:
        _check_parents(department.id, parents)


def _check_parents(department: str, parents: dict[str, str | None]) -> None:
    seen = {department}
    above = parents[department]
    while above is not None:
        if above not in parents:
            raise RejectedError(f"organisation[{department}].parent", f"{above!r} does not exist")
        if above in seen:
            raise RejectedError(f"organisation[{department}].parent", "is below itself")
        seen.add(above)
        above = parents[above]
