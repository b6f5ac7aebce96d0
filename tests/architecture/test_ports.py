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

#: How Python and Django tell the machine's time.
MACHINE_TIME = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "functions.Now",
    "time.gmtime", "time.localtime", "time.monotonic", "time.monotonic_ns", "time.perf_counter",
    "time.time", "time.time_ns", "timezone.localdate", "timezone.localtime", "timezone.now",
}  # fmt: skip
#: Security goes by the machine's time and not by the city's: when somebody signed in, holds a role.
SECURITY = {
    "domains/identity/browsers.py",
    "domains/identity/models.py",
    "domains/identity/queries.py",
    "domains/identity/services.py",
}
#: A stopwatch that can be given, for how fast one may ask or how long a turn has taken.
GIVEN = {
    "domains/subscriptions/services/delivering.py",
    "kit/allowance.py",
    "workflows/dispatch.py",
}
#: The end of one question's patience with a database, and the age of what a process keeps.
STOPWATCH = {
    "domains/observations/patience.py",
    "kit/databases/sessions.py",
    "workflows/open_data/kept.py",
}
ASKING = {"kit/clock.py"} | SECURITY | GIVEN | STOPWATCH


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
    assert {name for name, tree in rules() if _asks_the_time(tree)} == ASKING


def test_who_asks_the_machine_for_its_time_would_be_seen() -> None:
    for told in (
        "import time\ndef f(clock=time.monotonic): ...",
        "import datetime\ndatetime.datetime.now()",
        "from time import monotonic as ticks",
        "from django.utils import timezone\nx = Field(default=timezone.now)",
    ):
        assert _asks_the_time(ast.parse(told)), told
    assert not _asks_the_time(ast.parse("def f(clock, row):\n    return clock.now(), row.time"))


def _asks_the_time(tree: ast.Module) -> bool:
    """Calls one of ``MACHINE_TIME``, or hands it on to be called."""
    told = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    named = told | imported(tree)
    return any(name == one or name.endswith(f".{one}") for one in MACHINE_TIME for name in named)


def test_tests_reach_no_network() -> None:
    with pytest.raises(OSError, match="tests run without a network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
