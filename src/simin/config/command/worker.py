"""``simin worker``: the heavy and the regular work, away from the server process."""

import argparse
import signal
import threading
from zoneinfo import ZoneInfo

from simin.config import environment


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
        from simin.config.chores import Chores

        zone = ZoneInfo(installation.pack.city.time_zone)
        Chores(zone, channels(installation), citizens(installation)).run(stopped, once=chosen.once)
    return 0
