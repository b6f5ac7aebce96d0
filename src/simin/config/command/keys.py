"""``simin keys``: the keys of devices, issued, listed and revoked by hand."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from simin.config import environment

if TYPE_CHECKING:
    from simin.domains.devices.queries import KeyState

#: Who issues and revokes on the command line: whoever administers the machine.
_BY = "system"


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    new = acts.add_parser("new", help="issue a key; it is shown once")
    new.add_argument("name", metavar="NAME", help="who or what writes with it")
    new.add_argument(
        "--thing", type=int, action="append", default=[], metavar="ID", help="only of this Thing"
    )
    new.add_argument(
        "--datastream",
        type=int,
        action="append",
        default=[],
        metavar="ID",
        help="only of this Datastream",
    )
    new.add_argument("--days", type=int, help="how long it works (for ever)")
    new.add_argument(
        "--origin",
        choices=["measured", "replayed", "synthetic"],
        default="measured",
        help="what it brings (measured)",
    )
    acts.add_parser("list", help="every key that was ever issued")
    revoke = acts.add_parser("revoke", help="the key works no longer")
    revoke.add_argument("handle", metavar="HANDLE", help="the middle part of the key")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read()):
        return _ACTS[chosen.act](chosen)


def _new(chosen: argparse.Namespace) -> int:
    from simin.domains.devices import services
    from simin.domains.picture.card import Origin

    now = datetime.now(UTC)
    issued = services.issue(
        name=chosen.name,
        scope=services.Scope(chosen.thing, chosen.datastream),
        by=_BY,
        at=now,
        expires_at=now + timedelta(days=chosen.days) if chosen.days is not None else None,
        origin=Origin(chosen.origin),
    )
    print(issued.key)
    print("Shown this once: keep it where the device finds it, and nowhere else.")
    return 0


def _list(_: argparse.Namespace) -> int:
    from simin.domains.devices import queries

    now = datetime.now(UTC)
    for key in queries.issued():
        print(f"{key.handle}  {key.name:<24}{_standing(key, now):<12}{_scope(key)}")
    return 0


def _standing(key: "KeyState", now: datetime) -> str:
    if key.revoked_at is not None:
        return "revoked"
    if not key.works(now):
        return "expired"
    return f"{key.last_used_at:%Y-%m-%d}" if key.last_used_at else "never used"


def _scope(key: "KeyState") -> str:
    if key.everything:
        return "everything"
    return ", ".join(
        [f"Things({id_})" for id_ in key.things]
        + [f"Datastreams({id_})" for id_ in key.datastreams]
    )


def _revoke(chosen: argparse.Namespace) -> int:
    from simin.domains.devices import services

    services.revoke(handle=chosen.handle, by=_BY, at=datetime.now(UTC))
    print(f"Revoked: {chosen.handle}")
    return 0


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "list": _list,
    "revoke": _revoke,
}
