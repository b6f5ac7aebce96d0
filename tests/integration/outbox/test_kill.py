"""``kill -9`` loses no acknowledged write and shows none twice (invariant 2)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRITER = Path(__file__).with_name("writer.py")


def command(verb: str) -> list[str]:
    return [sys.executable, str(WRITER), verb]


@pytest.mark.parametrize("acknowledged_before", [1, 57, 200])
def test_a_killed_writer_lost_nothing_that_it_had_acknowledged(
    tmp_path: Path, acknowledged_before: int
) -> None:
    environment = {**os.environ, "SIMIN_HOME": str(tmp_path), "SIMIN_DATABASE_URL": ""}
    acknowledged = write_and_be_killed(environment, acknowledged_before)
    read = subprocess.run(
        command("read"), env=environment, check=True, capture_output=True, text=True
    )
    kept = [int(line) for line in read.stdout.split()]
    assert kept[: len(acknowledged)] == acknowledged
    # At most the one write that was committed and could not be told any more.
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) - len(acknowledged) <= 1


def write_and_be_killed(environment: dict[str, str], count: int) -> list[int]:
    with subprocess.Popen(
        command("write"), env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        heard = [int(writer.stdout.readline()) for _ in range(count)]
        writer.kill()
        # What it had said before it died counts, too; a last line may be torn.
        rest = writer.stdout.read()
    return heard + [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
