"""The organisation tree as it is handed in: departments of the city and agencies beside it."""

from dataclasses import dataclass
from enum import StrEnum

from simin.kit.text import Text


class DepartmentKind(StrEnum):
    #: Part of the city's own administration.
    DEPARTMENT = "department"
    #: Answers to the city or works with it: fire service, water works, police.
    AGENCY = "agency"


@dataclass(frozen=True, kw_only=True)
class Department:
    """A unit that owns indicators, receives directives, and to which people belong."""

    id: str
    name: Text
    kind: DepartmentKind = DepartmentKind.DEPARTMENT
    #: Id of the unit above.
    parent: str | None = None
    #: Order among its siblings, smallest first.
    rank: int = 0
