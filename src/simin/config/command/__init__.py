"""The command line ``simin``: one verb a file.

What is wrong is said in one sentence on standard error, with exit code 1. Verbs import what they
need when they run, so that ``simin live`` does not load Django.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from simin import __version__
from simin.kit.errors import SiminError

#: Verb to what it does; each verb is a module of this package with ``arguments`` and ``run``.
VERBS = {
    "demo": "make a demonstration city if there is none yet, and start it",
    "init": "make a city from a pack in the data folder",
    "up": "start the city: one server process, one worker beside it",
    "web": "serve the pages only",
    "engine": "run sources, workflows and the picture only",
    "live": "run the live gateway only",
    "worker": "run the heavy and the regular work only",
    "manage": "Django's own commands",
    "sources": "list, try out, run and explain the feeds that bring the city in",
    "check": "say what is wrong with configuration, database, pack or clock, and how to mend it",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run a verb; the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["manage"]:
        return _run("manage", argparse.Namespace(words=given[1:]))
    chosen = _parser(given[0] if given else "").parse_args(given)
    return _run(chosen.verb, chosen)


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
    try:
        code = importlib.import_module(f"{__name__}.{verb}").run(chosen)
        return int(code)
    except SiminError as error:
        print(f"simin {verb}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
