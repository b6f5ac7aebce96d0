"""The command line ``simin``: one verb a file.

What is wrong is said in one sentence on standard error, with exit code 1. Verbs import what they
need when they run, so that ``simin live`` does not load Django.
"""

import argparse
import importlib
import signal
import sys
from collections.abc import Sequence

from simin import __version__
from simin.kit.errors import SiminError

#: Verb to what it does; each verb is a module of this package with ``arguments`` and ``run``.
VERBS = {
    "demo": "make a demonstration city if there is none yet, and start it",
    "init": "make a city from a pack in the data folder",
    "up": "start the city: one server with an engine and a worker beside it",
    "web": "serve the pages only",
    "engine": "run sources, workflows and the picture only",
    "live": "run the live gateway only",
    "worker": "run the heavy and the regular work only",
    "manage": "Django's own commands",
    "accounts": "open, list and close accounts, grant and revoke their roles",
    "sources": "list, try out, run and explain the feeds that bring the city in",
    "keys": "issue, list and revoke the keys of devices that write observations",
    "directives": "verify that no chain of a directive was tampered with",
    "log": "the transparency log: where it stands, its keys, its witnesses",
    "verify": "check that a city shows everyone the picture that it signed",
    "backup": "copy the city into a folder from which it can be started again",
    "check": "say what is wrong with configuration, database, pack or clock, and how to mend it",
}


#: Verbs that run until somebody stops them: being stopped is their success.
_STOPPED_BY_PEOPLE = {"demo", "up", "web", "engine", "live", "worker"}


def main(words: Sequence[str] | None = None) -> int:
    """Run a verb; the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    verb = given[0] if given else ""
    try:
        if words is None:  # stopped as by Ctrl-C, until a server takes the signals over
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        if verb == "manage":
            return _run(verb, argparse.Namespace(words=given[1:]))
        return _run(verb, _parser(verb).parse_args(given))
    except SiminError as error:
        print(f"simin {verb}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0 if verb in _STOPPED_BY_PEOPLE else 130


def _parser(first: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simin", description="One live picture of the city.")
    parser.add_argument("--version", action="version", version=f"simin {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, purpose in VERBS.items():
        verb = verbs.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
        if name == first and name != "manage":
            importlib.import_module(f"{__name__}.{name}").arguments(verb)
    return parser


def _run(verb: str, chosen: argparse.Namespace) -> int:
    return int(importlib.import_module(f"{__name__}.{verb}").run(chosen))
