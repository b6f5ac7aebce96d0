"""Clock, randomness, network and files are ports (invariant 12)."""

import ast
import socket

import pytest

from tests.architecture.tree import PACKAGE, imported, modules, parsed

#: Modules that reach out of the process; nothing in the city's own rules may use them.
REACHING = {"socket", "urllib.request", "http.client", "httpx", "requests", "subprocess", "random"}
REACHING |= {"httpcore"}
#: The one door out: the guarded client, which sources and rules never call themselves.
GUARDED = ("kit/http/", "kit/databases/")
#: The city's rules: they are told the time, the chance and the content.
RULES = ("domains", "workflows", "kit")
#: Draws salts, editions and words of links, which must not be guessed; no rule depends on them.
SECRETS = {
    "domains/devices/services.py",
    "domains/kiosks/services.py",
    "domains/picture/services.py",
    "domains/places/services.py",
    "domains/subscriptions/models.py",
}


def rules() -> list[tuple[str, ast.Module]]:
    relative = ((path, path.relative_to(PACKAGE)) for path in modules())
    return [(str(name), parsed(path)) for path, name in relative if name.parts[0] in RULES]


def test_no_rule_reaches_out_of_the_process() -> None:
    reaching = {
        name for name, tree in rules() if imported(tree) & REACHING and not name.startswith(GUARDED)
    }
    assert reaching == set()


def test_no_rule_draws_what_it_is_not_given() -> None:
    assert {name for name, tree in rules() if "secrets" in imported(tree)} <= SECRETS


def test_the_machines_time_is_asked_by_the_clock_alone() -> None:
    """``timezone.now`` of Django stays where security counts, not the city: in identity."""
    asking = {
        name
        for name, tree in rules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"datetime.now", "time.time"}
    }
    assert asking <= {"kit/clock.py"}


def test_tests_reach_no_network() -> None:
    with pytest.raises(OSError, match="tests run without a network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
