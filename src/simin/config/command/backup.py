"""``simin backup FOLDER``: a copy of the city, also while it runs."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from simin.config import environment


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="takes the copy")
    parser.add_argument(
        "--without-keys",
        action="store_true",
        help="leave out the secrets: who has them can sign as the city",
    )


def run(chosen: argparse.Namespace) -> int:
    from simin.config.backup import Backup
    from simin.config.installation import pack_name

    here = environment.read()
    pack_name(here)
    keys = not chosen.without_keys
    made = Backup(here, chosen.folder.absolute(), keys, _say).make(datetime.now(UTC))
    print(f"The city is in {made}")
    print("It holds the city's keys: keep it as you keep them." if keys else "Without the keys.")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
