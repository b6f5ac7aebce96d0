"""``simin worker``: the heavy and the regular work, away from the server process."""

import argparse
import os
import signal
import threading

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do everything that is due and end")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input is closed"
    )


def run(chosen: argparse.Namespace) -> int:
    from simin.config.chores import Chores
    from simin.config.installation import opened

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    if chosen.with_parent:
        threading.Thread(target=_end_with_parent, args=[stopped], daemon=True).start()
    with opened(environment.read()):
        Chores().run(stopped, once=chosen.once)
    return 0


def _end_with_parent(stopped: threading.Event) -> None:
    """A killed server cannot stop its worker, but its end of the pipe closes."""
    while os.read(0, 1024):
        pass
    stopped.set()
