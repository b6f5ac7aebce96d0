"""``simin engine``: sources, workflows and the picture; serves nothing."""

import argparse
import signal

from simin.config import environment
from simin.config.positive import positive


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--speed", type=positive, help="city seconds in a real second")
    parser.add_argument(
        "--with-parent",
        action="store_true",
        help="end when standard input is closed, and write a line for each frame",
    )


def run(chosen: argparse.Namespace) -> int:
    from simin.config.beside import frames_to_parent, stop_with_parent
    from simin.config.installation import opened

    with opened(environment.read(), plays=True) as installation:
        from simin.config.engine import EngineThread
        from simin.config.engine_lock import PATIENCE, only_engine

        patience = PATIENCE if chosen.with_parent else 0.0
        with only_engine(installation.environment.home, patience=patience) as hold:
            engine = EngineThread(installation, hold=hold, speed=chosen.speed)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: engine.stop())
            if chosen.with_parent:
                engine.on_frame = frames_to_parent()
                stop_with_parent(engine.stop)
            else:
                print("Simin's engine is running.", flush=True)
            engine.start()
            engine.join()
    return 1 if engine.failure else 0
