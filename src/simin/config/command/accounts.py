"""``simin accounts``: who works with the city, opened, listed, given roles and closed by hand.

A password is asked for, or read from standard input with ``--password-stdin``; it is never an
argument, since arguments are seen by everyone on the machine and stay in the shell's history.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from simin.config import environment
from simin.domains.identity.person import Person
from simin.domains.identity.roles import Role
from simin.kit.errors import RejectedError

if TYPE_CHECKING:
    from simin.domains.identity.queries import AccountLine

#: Who acts on the command line: whoever administers the machine.
_BY = "system"


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    _open_arguments(acts.add_parser("open", help="open an account; it asks for the password"))
    acts.add_parser("list", help="every account with its roles")
    for act, purpose in (("grant", "a role from now on"), ("revoke", "the role ends now")):
        role = acts.add_parser(act, help=purpose)
        role.add_argument("username", metavar="NAME")
        role.add_argument("role", choices=[*Role], metavar="ROLE", help=", ".join(Role))
        role.add_argument("--department", metavar="ID", help="in this department only")
    for act, purpose in (
        ("password", "a new password; it is asked for"),
        ("forget-factor", "the second factor is lost: the next sign-in sets another one up"),
        ("close", "nobody signs in with it any more, and its roles end"),
    ):
        acts.add_parser(act, help=purpose).add_argument("username", metavar="NAME")
    acts.choices["password"].add_argument("--password-stdin", action="store_true")


def _open_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", metavar="NAME")
    parser.add_argument(
        "--role", action="append", choices=[*Role], default=[], dest="roles", metavar="ROLE",
        help=", ".join(Role),
    )  # fmt: skip
    parser.add_argument("--department", metavar="ID", help="where a department officer works")
    parser.add_argument("--name", help="the name that others see (the username)")
    parser.add_argument("--email", default="")
    parser.add_argument("--password-stdin", action="store_true")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read()):
        return act(chosen)


def act(chosen: argparse.Namespace) -> int:
    """In a city that is open."""
    print(_ACTS[chosen.act](chosen))
    return 0


def _open(chosen: argparse.Namespace) -> str:
    from simin.domains.identity import services

    person = Person(
        username=chosen.username,
        name={"en": chosen.name or chosen.username},
        email=chosen.email,
        department=chosen.department,
        roles=tuple(Role(role) for role in chosen.roles),
    )
    services.open_account(person=person, password=_password(chosen), by=_BY)
    return f"{chosen.username} can sign in now."


def _list(_: argparse.Namespace) -> str:
    from simin.domains.identity import queries

    return "\n".join(_line(one) for one in queries.account_lines()) or "There is no account yet."


def _line(one: "AccountLine") -> str:
    seen = f"{one.last_sign_in:%Y-%m-%d}" if one.last_sign_in else "never"
    standing = "closed" if one.closed else f"signed in {seen}"
    invented = "  invented" if one.invented else ""
    roles = ", ".join(one.roles) or "no role"
    return f"{one.username:<20}{standing:<22}{roles}{invented}"


def _grant(chosen: argparse.Namespace) -> str:
    from simin.domains.identity import services

    services.grant_role(
        account=chosen.username, role=Role(chosen.role), department=chosen.department, by=_BY
    )
    return f"{chosen.username} is {chosen.role} now."


def _revoke(chosen: argparse.Namespace) -> str:
    from simin.domains.identity import services

    services.revoke_role(
        account=chosen.username, role=Role(chosen.role), department=chosen.department, by=_BY
    )
    return f"{chosen.username} is {chosen.role} no longer."


def _new_password(chosen: argparse.Namespace) -> str:
    from simin.domains.identity import services

    services.change_password(account=chosen.username, password=_password(chosen))
    return f"{chosen.username} signs in with the new password from now on."


def _forget_factor(chosen: argparse.Namespace) -> str:
    from allauth.mfa.models import Authenticator

    from simin.domains.identity import queries

    account = queries.account(chosen.username)
    factors = list(Authenticator.objects.filter(user_id=account.pk))
    for factor in factors:  # one by one: each stands in the audit trail
        factor.delete()
    return f"{len(factors)} forgotten." if factors else f"{chosen.username} has no second factor."


def _close(chosen: argparse.Namespace) -> str:
    from simin.domains.identity import services

    services.close_account(account=chosen.username, by=_BY)
    return f"{chosen.username} is closed."


def _password(chosen: argparse.Namespace) -> str:
    if chosen.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise RejectedError("password", "was not typed twice the same")
    return password


_ACTS: dict[str, Callable[[argparse.Namespace], str]] = {
    "open": _open,
    "list": _list,
    "grant": _grant,
    "revoke": _revoke,
    "password": _new_password,
    "forget-factor": _forget_factor,
    "close": _close,
}
