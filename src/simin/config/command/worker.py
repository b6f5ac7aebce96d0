"""``simin worker``: the heavy and the regular work, away from the server process."""

import argparse
import signal
import threading
import time
from zoneinfo import ZoneInfo

from simin.config import environment
from simin.config.rounds import Rounds, RoundsThread

#: Real seconds that a message which is under way is given at the end.
LAST = 15.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do everything that is due and end")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input is closed"
    )


def run(chosen: argparse.Namespace) -> int:
    from simin.config.beside import stop_with_parent
    from simin.config.installation import opened

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    if chosen.with_parent:
        stop_with_parent(stopped.set)
    with opened(environment.read()) as installation:
        # Only now: both reach tables, which are there when the installation is open.
        from simin.config.channels import channels, citizens
        from simin.config.chores import chores
        from simin.config.left_addresses import BEAT, chores_for

        zone = ZoneInfo(installation.pack.city.time_zone)
        city = Rounds(chores(zone, channels(installation)))
        left = Rounds(chores_for(citizens(installation)), beat=BEAT)
        if chosen.once:
            city.run_due(time.monotonic())
            left.run_due(time.monotonic())
        else:
            _run(city, left, stopped)
    return 0


def _run(city: Rounds, left: Rounds, stopped: threading.Event) -> None:
    beside = RoundsThread("citizens", left, stopped)
    beside.start()
    try:
        city.run(stopped)
    finally:
        stopped.set()
        beside.join(LAST)
