"""The invented people of a demonstration city, who can sign in to look around."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from simin.domains.identity import queries as identity_queries
from simin.domains.identity import services as identity
from simin.domains.identity.person import Person
from simin.domains.identity.roles import Role
from simin.ingest.pack import Pack
from simin.web.landing import landing
from simin.web.sign_in.people import PASSWORD


def open_accounts(pack: Pack) -> None:
    """An account for each invented person of the pack that has none yet."""
    for person in pack.people:
        if not identity_queries.has_account(person.username):
            identity.open_account(
                person=Person(
                    username=person.username,
                    name=person.name,
                    roles=(Role(person.role),),
                    department=person.department,
                    invented=True,
                ),
                password=PASSWORD,
            )


def account_lines() -> Iterator[str]:
    """Username and name of each invented account, and where it lands in the first language."""
    for account in identity_queries.demo_accounts():
        held = identity_queries.roles_of(account.pk)
        with override(settings.LANGUAGE_CODE):
            lands = landing(held)
        yield f"{account.username:<12} {account.name.get('en', ''):<28} {lands}"
