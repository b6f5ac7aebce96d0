"""The invented people of a demonstration, as the sign-in page lists them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from simin.domains.identity import queries
from simin.domains.identity.roles import Role

#: Known to everyone, and good only for the invented accounts of a demonstration.
PASSWORD = "simin-demo"  # noqa: S105

ROLES: dict[Role, Promise] = {
    Role.MAYOR: pgettext_lazy("role", "Mayor"),
    Role.DEPUTY: pgettext_lazy("role", "Deputy mayor"),
    Role.DUTY_OFFICER: pgettext_lazy("role", "Duty officer"),
    Role.DEPARTMENT_OFFICER: pgettext_lazy("role", "Department officer"),
    Role.PUBLISHER: pgettext_lazy("role", "Publisher"),
    Role.SOURCE_ADMINISTRATOR: pgettext_lazy("role", "Source administrator"),
    Role.AUDITOR: pgettext_lazy("role", "Auditor"),
    Role.CITIZEN: pgettext_lazy("role", "Citizen"),
}


@dataclass(frozen=True)
class DemoPerson:
    username: str
    name: str
    role: str


def demo_people() -> list[DemoPerson]:
    """Empty in a city that is no demonstration."""
    language = get_language() or "en"
    return [
        DemoPerson(
            account.username,
            account.display_name(language),
            ", ".join(str(ROLES[role]) for role in sorted(queries.roles_of(account.pk))),
        )
        for account in queries.demo_accounts()
    ]


def demo_password() -> str:
    return PASSWORD
