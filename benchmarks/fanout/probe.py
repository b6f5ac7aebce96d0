"""What a process and its children cost, from ``/proc``."""

from pathlib import Path


def family(pid: int) -> list[int]:
    """The process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(below for child in children for below in family(int(child)))]


def cpu_seconds(pid: int) -> float:
    """Time on a processor (user and system) of all threads of the family."""
    return sum(_scheduled(member) for member in family(pid))


def _scheduled(pid: int) -> float:
    # schedstat counts nanoseconds, where stat counts ticks of 10 ms.
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def memory_bytes(pid: int) -> int:
    """Proportional resident memory of the family: what is shared counts once."""
    return sum(_proportional(member) for member in family(pid))


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
