"""``simin web``: the pages and a gateway for them, without the engine."""

import argparse

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(_: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read()) as installation:
        from simin.config.server import run_server

        run_server(installation, engine=False, worker=False)
    return 0
