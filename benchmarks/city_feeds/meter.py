"""CPU time and memory of a process and everything that it started, from ``/proc``."""

import contextlib
import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def family(pid: int) -> list[int]:
    """``pid`` and its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that ended meanwhile
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time, without that of children that ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_mib(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 2**20


@dataclass
class Meter:
    """Between two looks."""

    pid: int
    #: Seconds since the begin, MiB of the server, MiB of all.
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    _began: float = 0.0
    _cpu: dict[int, float] = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> None:
        self._began = time.monotonic()
        self._cpu = {pid: cpu_seconds(pid) for pid in family(self.pid)}
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._ended.wait(5):
            self._note()

    def _note(self) -> None:
        each = {pid: resident_mib(pid) for pid in family(self.pid)}
        self.memory.append((time.monotonic() - self._began, each[self.pid], sum(each.values())))

    def end(self) -> tuple[float, float]:
        """Cores used since the begin: of the server (and engine), of all processes."""
        self._ended.set()
        self._note()
        seconds = time.monotonic() - self._began
        used = {pid: cpu_seconds(pid) - self._cpu.get(pid, 0.0) for pid in family(self.pid)}
        return used[self.pid] / seconds, sum(used.values()) / seconds
