"""``simin up``: the whole city, a server with an engine and a worker beside it."""

import argparse

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-worker", action="store_true", help="leave the worker out")


def run(chosen: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read(), plays=True) as installation:
        from simin.config.server import run_server

        run_server(installation, engine=True, worker=not chosen.no_worker)
    return 0
