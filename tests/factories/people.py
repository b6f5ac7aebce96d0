"""Invented people of an invented town."""

from simin.domains.identity import services
from simin.domains.identity.person import Person
from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role

PASSWORD = "correct horse battery"


def person(username: str = "kim", *roles: Role, department: str | None = None) -> Person:
    name = {"en": username.title(), "ko": "김하나"}
    return Person(username=username, name=name, roles=roles, department=department, invented=True)


def account(username: str = "kim", *roles: Role) -> Account:
    return services.open_account(person=person(username, *roles), password=PASSWORD)
