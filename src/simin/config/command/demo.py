"""``simin demo``: a demonstration city from nothing to the ready line."""

import argparse

from simin.config import environment
from simin.config.command.numbers import positive


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", default="seoul", help="a pack, when the city is made (seoul)")
    parser.add_argument("--speed", type=positive, help="city seconds in a real second (60)")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.gateway import ensure_port_is_free
    from simin.config.initialise import initialise, is_initialised
    from simin.config.installation import opened

    here = environment.read()
    ensure_port_is_free(here)
    if not is_initialised(here):
        initialise(here, chosen.pack, speed=chosen.speed, say=_say)
    with opened(here, plays=True) as installation:
        from simin.config.server import run_server

        run_server(installation, engine=True, worker=True, speed=chosen.speed, welcome=_welcome)
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


def _welcome(address: str) -> None:
    from simin.config.demonstration import account_lines
    from simin.web.sign_in.people import PASSWORD

    print(f"\nSimin is ready: {address}", flush=True)
    print(f"  citizens {address}   mayor's office {address}office/")
    print(f"  demo accounts (invented people, password {PASSWORD}):")
    for line in account_lines():
        print(f"    {line}")
    print("  stop with Ctrl-C", flush=True)
