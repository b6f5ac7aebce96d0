"""``simin-verify`` and ``simin verify``: what is asked, and how the answer is told.

Exit codes: 0 everything asked was proved; 1 something was refuted; 2 it could not be checked.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from simin.domains.transparency.note import Verifier, read_verifier
from simin.kit.errors import SiminError
from simin.kit.http.one_site import OneSite
from simin.verify.city import City
from simin.verify.errors import RefutedError
from simin.verify.examination import Asked, Examination
from simin.verify.memory import Memory

PROVED, REFUTED, UNCHECKED = 0, 1, 2


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the city's address: https://city.example")
    parser.add_argument(
        "--frames", type=_count, default=300, metavar="N", help="newest frames (300)"
    )
    parser.add_argument("--from", type=_count, dest="first", metavar="N", help="from this frame")
    parser.add_argument("--to", type=_count, dest="last", metavar="N", help="to this frame")
    parser.add_argument("--key", metavar="VKEY", help="the log's key, as the city published it")
    parser.add_argument(
        "--witness", action="append", default=[], metavar="VKEY", help="must have signed"
    )
    parser.add_argument(
        "--same-as", metavar="URL", help="another address that must show the same log"
    )
    parser.add_argument(
        "--office-ticket", metavar="FILE", help="opens the mayor's view (- : stdin)"
    )
    parser.add_argument("--memory", type=Path, metavar="FILE", help="what is remembered of logs")


def run(chosen: argparse.Namespace) -> int:
    """The exit code; everything is said on the way."""
    try:
        asked = Asked(
            newest=chosen.frames,
            first=chosen.first,
            last=chosen.last,
            key=read_verifier(chosen.key) if chosen.key else None,
            witnesses=_witnesses(chosen.witness),
            ticket=_ticket(chosen.office_ticket),
        )
        other = City(OneSite(chosen.same_as)) if chosen.same_as else None
        memory = Memory(chosen.memory or _default_memory())
        Examination(City(OneSite(chosen.url)), asked, memory, _say).run(other)
    except RefutedError as error:
        print(f"WRONG  {error}")
        print("Refuted. Keep this output, and the files it is about: they are evidence.")
        return REFUTED
    except (SiminError, OSError) as error:
        print(f"?      {error}")
        return _unchecked()
    except Exception as error:
        print(f"?      an answer cannot be read: {type(error).__name__}: {str(error)[:200]}")
        return _unchecked()
    print("Proved: what this address shows is what the city signed, for everyone and for good.")
    return PROVED


def _unchecked() -> int:
    print("Not checked to the end: nothing is proved by what is missing here.")
    return UNCHECKED


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="simin-verify", description="Check that a city shows everyone the picture it signed."
    )
    arguments(parser)
    return run(parser.parse_args(words))


def _say(words: str) -> None:
    print(f"ok     {words}", flush=True)


def _count(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given!r} is no number of 1 or more")
    return int(given)


def _witnesses(given: Sequence[str]) -> tuple[Verifier, ...]:
    return tuple(read_verifier(vkey) for vkey in given)


def _ticket(file: str | None) -> str:
    """Not on the command line, where everybody on the machine could read it."""
    if file is None:
        return ""
    return (sys.stdin.readline() if file == "-" else Path(file).read_text()).strip()


def _default_memory() -> Path:
    return Path.home() / ".local/state/simin-verify.json"
