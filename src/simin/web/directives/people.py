"""What units, roles and people are called on the pages of directives."""

from functools import cached_property

from django.http import HttpRequest

from simin.domains.directives import queries
from simin.domains.directives.policies import Reader
from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.web.presentation.numbers import in_words
from simin.web.sign_in.people import ROLES


def reader_of(request: HttpRequest) -> Reader:
    """Asked once a request."""
    known: Reader | None = getattr(request, "simin_reader", None)
    if known is None:
        assert isinstance(request.user, Account)
        known = queries.reader(request.user)
        request.simin_reader = known  # type: ignore[attr-defined]
    return known


class Names:
    """Asked for by templates; each name is looked up once a page."""

    def __init__(self) -> None:
        self._people: dict[str, str] = {}

    @cached_property
    def units(self) -> dict[str, str]:
        """In the order of the organisation."""
        return {unit.id: in_words(unit.name) for unit in identity.departments()}

    def unit(self, unit: str) -> str:
        return self.units.get(unit, unit)

    def addressee(self, unit: str, role: str) -> str:
        named = [str(ROLES[Role(role)])] if role else []
        return " · ".join([*named, *([self.unit(unit)] if unit else [])])

    def person(self, username: str) -> str:
        """Empty for the system, whose deeds speak for themselves."""
        if username == "system":
            return ""
        if username not in self._people:
            try:
                found = in_words(identity.account(username).name)
            except UnknownAccountError:
                found = ""
            self._people[username] = found or username
        return self._people[username]
