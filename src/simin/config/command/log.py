"""``simin log``: the transparency log's key, its witnesses, and where it stands."""

import argparse
import sys
from collections.abc import Callable

from simin.config import environment
from simin.config.environment import Environment
from simin.domains.transparency import keys, witnesses
from simin.domains.transparency.checkpoint import opened
from simin.domains.transparency.folder import CHECKPOINT, LogFolder
from simin.domains.transparency.note import Signer, read_verifier


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("show", help="where the log stands, its key, its witnesses")
    acts.add_parser("rotate-key", help="a new key takes over, and both sign that it does")
    acts.add_parser("replace-lost-key", help="a new key takes over from one that is lost")
    acts.add_parser(
        "cosign", help="take a checkpoint with a witness's signature from standard input"
    )


def run(chosen: argparse.Namespace) -> int:
    here = environment.read()
    return _ACTS[chosen.act](here, LogFolder(here.log_folder))


def _show(here: Environment, folder: LogFolder) -> int:
    history = keys.history_of(folder)
    checkpoint = opened(folder.read(CHECKPOINT) or b"", history.verifiers)[0]
    print(f"{checkpoint.origin}: {checkpoint.size} leaves, root {checkpoint.short_root}")
    print(f"key {history.verifiers[-1]} ({len(history.keys)} so far)")
    for one in witnesses.standing(folder, [read_verifier(key) for key in here.log_witnesses]):
        size = f"{one.checkpoint.size} leaves at {one.at}" if one.checkpoint else "nothing yet"
        print(f"witness {one.witness.name}: {size}")
    return 0


def _rotate(here: Environment, folder: LogFolder) -> int:
    return _changed(here, lambda: keys.rotate(here.log_key_file, folder))


def _replace(here: Environment, folder: LogFolder) -> int:
    return _changed(here, lambda: keys.replace_lost(here.log_key_file, folder))


def _changed(here: Environment, change: Callable[[], Signer]) -> int:
    """Not beside an engine, which would go on with the key that it has."""
    from simin.config.city_log import open_log
    from simin.config.engine_lock import only_process

    with only_process(here.home):
        signer = change()
        open_log(here)
    print(f"The log's key is now: {signer.verifier}")
    print("Publish it where the old one stands.")
    return 0


def _cosign(here: Environment, folder: LogFolder) -> int:
    known = [read_verifier(key) for key in here.log_witnesses]
    taken = witnesses.take(folder, known, sys.stdin.buffer.read())
    size = taken.checkpoint.size if taken.checkpoint else 0
    print(f"{taken.witness.name} has signed {size} leaves.")
    return 0


_ACTS: dict[str, Callable[[Environment, LogFolder], int]] = {
    "show": _show,
    "rotate-key": _rotate,
    "replace-lost-key": _replace,
    "cosign": _cosign,
}
