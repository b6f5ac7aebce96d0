"""``simin worker``: the heavy and the regular work, away from the server process."""

import argparse
import signal
import threading

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do everything that is due and end")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.chores import Chores
    from simin.config.installation import opened

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with opened(environment.read()):
        Chores().run(stopped, once=chosen.once)
    return 0
