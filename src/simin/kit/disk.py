"""How much room the data folder has left: it stops the intake before writes break."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shortage:
    """Too little room. Bytes."""

    free: int
    least: int


class Disk:
    """The file system that holds ``folder``; ``least`` bytes of it are to stay free."""

    def __init__(self, folder: Path, least: int) -> None:
        self._folder = folder
        self._least = least

    def shortage(self) -> Shortage | None:
        free = shutil.disk_usage(self._folder).free
        return Shortage(free, self._least) if free < self._least else None
