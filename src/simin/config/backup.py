"""A copy of a city that is running: a folder from which the same city starts.

The order makes it whole. The log's files come before the database, which knows the newest leaves
and adds what they lack; what has arrived and is not worked in comes before it, too. The files that
the database names are copied before it, and those that came meanwhile after it: they are there
before it speaks of them, are never changed, and go minutes after it stopped speaking of them at the
earliest. The copy is looked at before it gets its name; one that ends in ``.part`` is unfinished.

Nothing of the city is changed, and nothing is sent anywhere.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

from simin.config.environment import Environment, for_program
from simin.config.installation import MARK
from simin.kit.errors import RejectedError, SiminError

#: Ends the name of a copy that is not whole.
PART = ".part"
KEYS = ("secret.key", "log.key", "push.key")
SMALL = (MARK, "published.position")
#: Never copied: what is made anew, and what is being written.
_LEFT_OUT = {".exports", "arriving"}
#: PostgreSQL's own copy, for ``pg_restore``.
DUMP = "database.dump"

type Say = Callable[[str], None]


class BackupFailedError(SiminError):
    """The copy is not whole; what was copied so far is removed."""


@dataclass(frozen=True)
class Backup:
    """``folder`` takes the copies; ``keys``: with the city's secrets."""

    environment: Environment
    folder: Path
    keys: bool
    say: Say

    def make(self, at: datetime) -> Path:
        """The copy's folder. Raises ``RejectedError`` and ``BackupFailedError``."""
        self._check()
        whole = self.folder / f"simin-{at:%Y%m%dT%H%M%SZ}"
        aside = whole.with_name(whole.name + PART)
        try:
            aside.mkdir(parents=True, mode=0o700)
            self._copy(aside)
            aside.rename(whole)
        except (OSError, sqlite3.Error, subprocess.SubprocessError) as error:
            shutil.rmtree(aside, ignore_errors=True)
            raise BackupFailedError(f"nothing was kept: {error}") from error
        return whole

    def _check(self) -> None:
        home = self.environment.home
        if self.folder.resolve().is_relative_to(home.resolve()):
            raise RejectedError("FOLDER", f"lies in the data folder {home}, which is copied")
        wanted = sum(size for _, size in _files(home))
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(self.folder).free
        if wanted > free:
            said = f"has {free >> 20:,} MiB left, the city takes {wanted >> 20:,} MiB"
            raise RejectedError("FOLDER", said)

    def _copy(self, to: Path) -> None:
        here = self.environment
        self._folder(here.log_folder, to)
        named = (here.observations_folder, here.datasets_folder, here.files_folder)
        for folder in named:
            self._folder(folder, to)
        self._database(to)
        for folder in named:
            self._folder(folder, to, again=True)
        if self.keys:
            self._folder(here.secrets_folder, to)
        for name in (*SMALL, *(KEYS if self.keys else ())):
            if (here.home / name).exists():
                shutil.copy2(here.home / name, to / name)
        os.sync()

    def _folder(self, folder: Path, to: Path, *, again: bool = False) -> None:
        count = size = 0
        for path, bytes_ in _files(folder):
            copied = to / folder.name / path.relative_to(folder)
            if again and copied.exists():
                continue
            copied.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # superfluous, and swept meanwhile
                shutil.copy2(path, copied)
                count, size = count + 1, size + bytes_
        if count or not again:
            since = " that came meanwhile" if again else ""
            self.say(f"{folder.name}/: {count:,} files{since}, {size / 2**20:,.1f} MiB")

    def _database(self, to: Path) -> None:
        told = dj_database_url.parse(self.environment.database_url)
        if not told["ENGINE"].endswith("sqlite3"):
            self._dump(to / DUMP)
            return
        file = Path(str(told["NAME"]))
        for path in (file.with_suffix(f".arrivals{file.suffix}"), file):
            if path.exists():
                self.say(_copied_sqlite(path, to / path.name))

    def _dump(self, to: Path) -> None:
        """By PostgreSQL's own program; everyone on the machine sees its arguments."""
        address, password = without_password(self.environment.database_url)
        command = ["pg_dump", "--format=custom", f"--file={to}", f"--dbname={address}"]
        told = for_program(PGPASSWORD=password) if password else None
        try:
            subprocess.run(command, env=told, check=True, capture_output=True, text=True)  # noqa: S603
        except FileNotFoundError as error:
            raise BackupFailedError("pg_dump is not installed here") from error
        except subprocess.CalledProcessError as error:
            raise BackupFailedError(f"pg_dump: {error.stderr.strip()[:500]}") from error
        self.say(f"{to.name}: {to.stat().st_size / 2**20:,.1f} MiB")


def without_password(address: str) -> tuple[str, str]:
    """``postgresql://user:password@host/name`` in two."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}").geturl(), unquote(
        parts.password or ""
    )


def _copied_sqlite(file: Path, to: Path) -> str:
    """By SQLite itself, page by page, while others write; and looked through once it is there."""
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
        found = target.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise BackupFailedError(f"{to.name} is damaged: {found[:200]}")
    to.chmod(0o600)
    return f"{to.name}: {to.stat().st_size / 2**20:,.1f} MiB, whole"


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """Each with its size."""
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        for name in names:
            path = Path(here) / name
            with suppress(FileNotFoundError):
                if path.suffix != ".part" and path.is_file():
                    yield path, path.stat().st_size
