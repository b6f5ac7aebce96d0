"""``simin engine``: sources, workflows and the picture; serves nothing."""

import argparse
import signal

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(_: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read(), plays=True) as installation:
        from simin.config.engine import EngineThread
        from simin.config.engine_lock import only_engine

        engine = EngineThread(installation)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: engine.stop())
        with only_engine(installation.environment.home):
            engine.start()
            print("Simin's engine is running.", flush=True)
            engine.join()
    return 1 if engine.failure else 0
