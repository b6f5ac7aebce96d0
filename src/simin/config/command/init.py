"""``simin init PACK``: make a city from a pack, in the data folder."""

import argparse

from simin.config import environment
from simin.config.positive import positive


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", help="a pack that ships with Simin, or a folder")
    parser.add_argument(
        "--speed", type=positive, help="city seconds in a real second (demonstration)"
    )
    parser.add_argument(
        "--real-time",
        action="store_true",
        help="no demonstration: live now, by feeds",
    )


def run(chosen: argparse.Namespace) -> int:
    from simin.config.initialise import initialise

    initialise(
        environment.read(),
        chosen.pack,
        speed=chosen.speed,
        say=_say,
        real_time=chosen.real_time,
    )
    print("The city is ready; start it with: simin up")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
