"""Who may issue, who sees, who acts. Whatever is not said here is refused."""

from collections.abc import Collection
from dataclasses import dataclass

from simin.domains.directives.models import Directive, Involved
from simin.domains.directives.states import Party, State
from simin.domains.identity.policies import ACTING_ROLES
from simin.domains.identity.roles import Role
from simin.kit.errors import NotAllowedError

#: May give directives, the highest first.
ISSUERS = (Role.MAYOR, Role.DEPUTY, Role.DUTY_OFFICER)
#: See every directive; who audits changes nothing.
OVERSEERS = frozenset({*ISSUERS, Role.AUDITOR})


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who looks at directives, and what they are to the city."""

    username: str
    roles: frozenset[Role]
    #: Their own unit; empty for none.
    unit: str = ""
    #: Their own and all below it.
    units: frozenset[str] = frozenset()

    @property
    def oversees(self) -> bool:
        return not OVERSEERS.isdisjoint(self.roles)

    @property
    def may_issue(self) -> bool:
        return self.issuing_role is not None

    @property
    def issuing_role(self) -> Role | None:
        return next((role for role in ISSUERS if role in self.roles), None)


def check_may_issue(reader: Reader) -> Role:
    role = reader.issuing_role
    if role is None:
        raise NotAllowedError("directives are given by the mayor, a deputy or the duty officer")
    return role


def parties(
    reader: Reader, directive: Directive, involved: Collection[Involved]
) -> frozenset[Party]:
    """The parts that somebody has in a directive."""
    found = set[Party]()
    if is_issuer(reader, directive):
        found.add(Party.ISSUER)
    if is_addressee(reader, directive, involved):
        found.add(Party.ADDRESSEE)
    return frozenset(found)


def is_issuer(reader: Reader, directive: Directive) -> bool:
    """Who issued it, the mayor, and whoever has the room's shift for what the room issued."""
    role = Role(directive.issuer_role)
    if role not in reader.roles:
        return Role.MAYOR in reader.roles
    shared = role in (Role.MAYOR, Role.DUTY_OFFICER)
    return shared or directive.issuer == reader.username or Role.MAYOR in reader.roles


def is_addressee(reader: Reader, directive: Directive, involved: Collection[Involved]) -> bool:
    if ACTING_ROLES.isdisjoint(reader.roles) or directive.state == State.DRAFTED:
        return False
    of_role = directive.role in reader.roles if directive.role else False
    if of_role and directive.unit in ("", reader.unit):
        return True
    escalated = any(one.unit == reader.unit and one.level > 0 for one in involved)
    addressed = not directive.role and directive.unit == reader.unit
    return bool(reader.unit) and (addressed or escalated)
