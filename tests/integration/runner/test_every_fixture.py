"""Every recorded payload of every kind through the real runner, as it came and damaged.

What cannot be read ends in quarantine or as a run that says why, the rest is kept, counts agree,
and nothing is ever our own fault.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

import simin.sources
from simin.config.source_kinds import known_kinds
from simin.domains.picture.card import Origin
from simin.ingest.conformance.case import Case, cases
from simin.ingest.conformance.damage import damaged
from simin.ingest.feeds import Payload, SourceError, SourceKind, way_of
from simin.ingest.models import Quarantined, RawPayload, Run
from simin.ingest.pushed import book
from simin.ingest.runner.calling import Called, Caller
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import City
from simin.ingest.runner.runner import Runner
from simin.kit.clock import FixedClock
from simin.kit.http import Answer, Limits, Outgoing, UnreachableError
from tests.factories.feed_bench import GivenSecrets, MainThreadDatabase, half
from tests.factories.observed import NOON, ZONE, source

pytestmark = pytest.mark.django_db

FOLDER = Path(simin.sources.__path__[0])
#: Damaged bodies that are tried of each fixture.
DAMAGED = 12


def recorded() -> Iterator[tuple[SourceKind, Case]]:
    for name, kind in known_kinds().items():
        fixtures = FOLDER / name / "fixtures"
        for case in cases(kind, fixtures) if fixtures.is_dir() else ():
            feed = replace(case.feed, id=f"{name}-{case.name}".replace("_", "-"))
            yield kind, replace_feed(case, feed)


def replace_feed(case: Case, feed: object) -> Case:
    return Case(**{**case.__dict__, "feed": feed})


RECORDED = list(recorded())


@dataclass
class OneAnswer:
    """A network in which the first call is answered, and no other."""

    body: bytes
    headers: dict[str, str]
    asked: int = 0

    async def fetch(self, outgoing: Outgoing, limits: Limits | None = None) -> Answer:
        self.asked += 1
        if self.asked > 1:
            raise UnreachableError("nobody is there")
        return Answer(status=200, headers=self.headers, body=self.body, url=outgoing.url)


def run(kind: SourceKind, case: Case, body: bytes) -> Run:
    if way_of(case.feed, kind) != "asked":
        return delivered(kind, case, body)
    database, clock = MainThreadDatabase(), FixedClock(NOON)
    secrets = GivenSecrets(dict.fromkeys(case.feed.secrets, "a-secret-of-tests"))
    network = OneAnswer(body, {**case.headers})
    caller = Caller(network, Hosts(lambda: 0.0), secrets, clock)
    world = World(known_kinds(), caller, database, town(), clock, clock, half)
    report = database.drive(lambda: Runner(world).run(case.feed))
    return Run.objects.get(id=report.run)


def delivered(kind: SourceKind, case: Case, body: bytes) -> Run:
    payload: Payload = case.payload(body)
    called = Called(payload, "")
    try:
        parsed = kind.parse(case.feed, payload)
    except SourceError as error:
        book.refuse(case.feed, called, error.reason, town(), city_time=NOON)
    else:
        book.take(case.feed, called, parsed, town(), city_time=NOON)
    return Run.objects.get(feed=case.feed.id)


def town() -> City:
    return City(ZONE, "ko", {"fixture": Origin.MEASURED})


@contextmanager
def accounted(run: Run) -> Iterator[None]:
    """Every record is somewhere, and what was refused says why."""
    yield
    assert run.outcome not in {"broken", "running"}, run.problem
    assert run.fetched == run.stored + run.repeated + run.rejected
    quarantined = Quarantined.objects.filter(run=run.id)
    assert bool(quarantined) == bool(run.rejected)
    assert all(one.reason for one in quarantined)


@pytest.mark.parametrize(
    ("kind", "case"), RECORDED, ids=[f"{kind.name}-{case.name}" for kind, case in RECORDED]
)
def test_every_record_is_kept_or_in_quarantine(kind: SourceKind, case: Case) -> None:
    source("fixture")
    came = run(kind, case, case.body)
    with accounted(came):
        assert RawPayload.objects.filter(run=came.id).exists()
    if case.error:
        assert came.problem and not came.stored


@pytest.mark.parametrize("name", sorted({kind.name for kind, _ in RECORDED}))
def test_what_is_damaged_is_never_our_fault(name: str) -> None:
    source("fixture")
    kind, case = next(each for each in RECORDED if each[0].name == name and not each[1].error)
    bodies = [body for _, body in damaged(case.body)]
    for number, body in enumerate(islice(bodies, 0, None, max(1, len(bodies) // DAMAGED))):
        feed = replace(case.feed, id=f"{case.feed.id}-{number}")
        with accounted(run(kind, replace_feed(case, feed), body)):
            pass
