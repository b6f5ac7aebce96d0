"""``simin engine``: sources, workflows and the picture; serves nothing."""

import argparse
import signal

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(_: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read()) as installation:
        from simin.config.engine import EngineThread

        engine = EngineThread(installation)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: engine.stop())
        engine.start()
        print("Simin's engine is running.", flush=True)
        engine.join()
    return 1 if engine.failure else 0
