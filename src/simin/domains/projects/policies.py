"""Who keeps, who reports, who sees. Whatever is not said here is refused."""

from simin.domains.directives.policies import Reader
from simin.domains.identity import queries as identity
from simin.domains.identity.policies import OFFICE_ROLES
from simin.domains.identity.roles import Role
from simin.domains.projects.models import Project
from simin.kit.errors import NotAllowedError

#: Keep every project and pledge; an officer keeps those of the own unit and the units below it.
KEEPERS = frozenset({Role.MAYOR, Role.DEPUTY, Role.SOURCE_ADMINISTRATOR})
#: May hand in files at all.
HANDING = KEEPERS | {Role.DEPARTMENT_OFFICER}
#: See what is withheld from the public.
OVERSEERS = OFFICE_ROLES | KEEPERS


def oversees(reader: Reader) -> bool:
    return not OVERSEERS.isdisjoint(reader.roles)


def keeps(reader: Reader, unit: str) -> bool:
    """Whether ``reader`` answers for what ``unit`` owns."""
    if not KEEPERS.isdisjoint(reader.roles):
        return True
    return Role.DEPARTMENT_OFFICER in reader.roles and unit in reader.units


def reports(reader: Reader, project: Project) -> bool:
    """Whether ``reader`` may tell from its site: who keeps it, and the officers below its unit."""
    if keeps(reader, project.unit):
        return True
    officer = Role.DEPARTMENT_OFFICER in reader.roles and bool(reader.unit)
    return officer and reader.unit in identity.units_below(project.unit)


def check_keeps(reader: Reader, unit: str) -> None:
    if not keeps(reader, unit):
        raise NotAllowedError("its department, a deputy or the mayor keeps it")


def check_reports(reader: Reader, project: Project) -> None:
    if not reports(reader, project):
        raise NotAllowedError("the officers of its department report from its site")
