"""``simin manage open_account NAME --role mayor``: how the first people get into a new city.

The password is asked for, or read from standard input with ``--password-stdin``; it is never an
argument, since arguments are seen by everyone on the machine and stay in the shell's history.
"""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from simin.domains.identity import services
from simin.domains.identity.person import Person
from simin.domains.identity.roles import Role
from simin.kit.errors import SiminError


class Command(BaseCommand):
    """Opens one account."""

    help = "Open an account with roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", action="append", choices=[*Role], default=[], dest="roles")
        parser.add_argument("--department", help="department id, for a department officer")
        parser.add_argument("--name", help="the name that others see (the username)")
        parser.add_argument("--email", default="")
        parser.add_argument("--password-stdin", action="store_true", dest="from_stdin")

    def handle(self, *_: Any, **chosen: Any) -> None:
        password = sys.stdin.readline().rstrip("\n") if chosen["from_stdin"] else _asked()
        try:
            services.open_account(person=_person(chosen), password=password)
        except SiminError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{chosen['username']} can sign in now.")


def _person(chosen: dict[str, Any]) -> Person:
    return Person(
        username=chosen["username"],
        name={"en": chosen["name"] or chosen["username"]},
        email=chosen["email"],
        department=chosen["department"],
        roles=tuple(Role(role) for role in chosen["roles"]),
    )


def _asked() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("the two passwords differ")
    return password
