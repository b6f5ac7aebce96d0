"""Builds a log, appends to it as the engine does, and proves leaves out of its files."""

import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from simin.domains.transparency import proving
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.log import Log
from simin.domains.transparency.merkle import check_consistency, check_inclusion, leaf_hash

BATCH = 65_536
APPENDS, PROOFS = 200, 500


@dataclass(frozen=True)
class Found:
    """Milliseconds, one each."""

    append: list[float]
    inclusion: list[float]
    consistency: list[float]
    #: Leaves a second while it was built.
    rate: float
    bytes: int
    files: int


def measure(home: Path, leaves: int) -> Found:
    began = time.perf_counter()
    log = _opened(home, LogFolder(home / "log", _quickly))
    for part in batched(_entries(0, leaves), BATCH, strict=False):
        log.append(part)
    rate = leaves / (time.perf_counter() - began)
    log = _opened(home, LogFolder(home / "log"))
    append = [_timed(lambda one=entry: log.append([one])) for entry in _entries(leaves, APPENDS)]
    weighs = [path.stat().st_size for path in (home / "log").rglob("*") if path.is_file()]
    inclusion, consistency = _proofs(LogFolder(home / "log"), log)
    return Found(append, inclusion, consistency, rate, sum(weighs), len(weighs))


def _proofs(folder: LogFolder, log: Log) -> tuple[list[float], list[float]]:
    chance, size, root = random.Random(7), log.size, log.checkpoint.root
    tiles, inclusion, consistency = folder.hashes_at(size), [], []
    for _ in range(PROOFS):
        index = chance.randrange(size)
        began = time.perf_counter()
        proof = proving.inclusion(index, size, tiles)
        inclusion.append((time.perf_counter() - began) * 1000)
        check_inclusion(leaf_hash(_entry(index)), index, size, proof, root)
        earlier = chance.randrange(1, size)
        began = time.perf_counter()
        proof = proving.consistency(earlier, size, tiles)
        consistency.append((time.perf_counter() - began) * 1000)
        check_consistency(earlier, size, proof, proving.root_at(earlier, tiles), root)
    return inclusion, consistency


def _entry(number: int) -> bytes:
    return f"frame {number} {hashlib.sha256(b'%d' % number).hexdigest()}".encode()


def _entries(first: int, count: int) -> Iterator[bytes]:
    return map(_entry, range(first, first + count))


def _opened(home: Path, folder: LogFolder) -> Log:
    return Log(folder, signer_of(home / "log.key", folder, "bench.example/log"))


def _quickly(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _timed(act) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
