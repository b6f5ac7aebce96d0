"""``simin live``: the gateway alone; no Django in this process."""

import argparse

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(_: argparse.Namespace) -> int:
    from simin.config.gateway import run_gateway

    run_gateway(environment.read())
    return 0
