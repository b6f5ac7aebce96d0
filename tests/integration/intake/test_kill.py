"""``kill -9`` of the short way in: what was answered is there, under its number, and once."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.factories.migrated import lay_tables

PRELUDE = """
import asyncio, json, threading
import django
django.setup()
import numpy as np
from simin.config import intake
from simin.domains.observations import queries, services
from simin.domains.observations.columns import micros
from simin.domains.observations.models import Datastream
from simin.kit.clock import FixedClock, wire
from simin.web.intake.decoding import Batch
from simin.web.intake.group_commit import GroupCommit
from simin.web.intake.moments import NONE
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town
wire(FixedClock(NOON))
"""
#: Two devices write one observation after the other, while the engine folds.
WRITE = """
found_observed_town()
STREAMS = Datastream.objects.values_list("id", flat=True)[:2]

def batch(stream, number):
    at = np.array([micros(NOON - 9000 * HOUR) + number * 1_000_000])
    none = np.array([NONE])
    return Batch(np.array([stream]), at, none, np.array([float(number)]), none)

async def device(writer, stream):
    for number in range(100_000):
        kept = await writer.keep(batch(stream, number))
        print(json.dumps([kept.positions[0], stream, float(number)]), flush=True)

async def city(streams):
    writer = GroupCommit(intake._append)
    async with writer.beside():
        await asyncio.gather(*(device(writer, stream) for stream in streams))

def fold():
    while True:
        services.fold_pending(zone=ZONE)

streams = list(STREAMS)
threading.Thread(target=fold, daemon=True).start()
asyncio.run(city(streams))
"""
READ = """
services.fold_pending(zone=ZONE)
rows = queries.search(limit=200_000).rows
print(json.dumps([[row.observation, row.datastream_id, row.result] for row in rows]))
"""


def command(*program: str) -> list[str]:
    return [sys.executable, "-c", "\n".join((PRELUDE, *program))]


def test_a_killed_intake_lost_nothing_that_it_had_answered_and_doubled_nothing(
    tmp_path: Path,
) -> None:
    lay_tables(tmp_path)
    environment = {**os.environ, "SIMIN_HOME": str(tmp_path), "SIMIN_DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "simin.config.settings"
    answered = write_and_be_killed(environment, 150)
    read = subprocess.run(
        command(READ), env=environment, check=True, capture_output=True, text=True
    )
    kept = [tuple(row) for row in json.loads(read.stdout)]
    assert set(answered) <= set(kept)
    assert len({number for number, _, _ in kept}) == len(kept)
    assert len({(stream, result) for _, stream, result in kept}) == len(kept)
    # At most what two devices waited for was made durable and could not be told any more.
    assert len(kept) - len(answered) <= 2


def write_and_be_killed(environment: dict[str, str], count: int) -> list[tuple[float, ...]]:
    with subprocess.Popen(
        command(WRITE), env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        heard = [writer.stdout.readline() for _ in range(count)]
        writer.kill()
        # What it had said before it died counts, too; a last line may be torn.
        heard += [line for line in writer.stdout if line.endswith("\n")]
    return [tuple(json.loads(line)) for line in heard]
