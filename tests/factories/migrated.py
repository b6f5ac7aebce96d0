"""A data folder whose database has its tables already, for processes that are started on it.

Making them takes seconds, the same each time: they are made once a run of the tests and copied.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

#: Names the folder that all workers of a run share.
SHARED = "SIMIN_TESTS_SHARED"


def lay_tables(home: Path) -> None:
    """Put a migrated, empty database into ``home``."""
    home.mkdir(parents=True, exist_ok=True)
    for file in _made().glob("*.sqlite3"):
        shutil.copy(file, home)


def _made() -> Path:
    shared = Path(os.environ[SHARED])
    made = shared / "migrated"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(shared / "being-made")
            (shared / "being-made").rename(made)
    return made


def _make(home: Path) -> None:
    variables = {**os.environ, "SIMIN_HOME": str(home)}
    variables.pop("SIMIN_DATABASE_URL", None)
    command = [sys.executable, "-m", "simin", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
