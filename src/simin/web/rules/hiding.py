"""Which rules speak of what is withheld, and from whom."""

from collections.abc import Collection

from django.http import HttpRequest

from simin.domains.alerts.definition import Rule
from simin.domains.identity.policies import OFFICE_ROLES, may
from simin.domains.picture.card import Visibility
from simin.web.access import roles_held
from simin.workflows import withheld_families


class Hiding:
    """As it is for who looks; the office sees everything."""

    def __init__(self, *, office: bool) -> None:
        self._office = office
        self._families: Collection[str] = () if office else withheld_families.as_published()

    def alerts_of(self, rule: Rule) -> bool:
        """Whether its alerts, and what it would have done, are withheld."""
        release = rule.release
        told = release is not None and release.visibility is Visibility.WITHHELD
        return not self._office and (told or self.families_of(rule))

    def families_of(self, rule: Rule) -> bool:
        """Whether it looks at anything that is withheld."""
        return any(name in self._families for name in rule.families)

    def family(self, name: str) -> bool:
        return name in self._families


def hiding(request: HttpRequest) -> Hiding:
    return Hiding(office=may(roles_held(request), OFFICE_ROLES))
