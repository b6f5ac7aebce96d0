"""Fills a city with incidents: most of them over long ago, some hundred of them open.

What is over is written in bulk, as rows; what is open goes through the services, as it would.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from simin.config import django_ready

django_ready.make_ready()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from simin.domains.identity.queries import holders  # noqa: E402
from simin.domains.identity.roles import Role  # noqa: E402
from simin.domains.incidents import queries, services  # noqa: E402
from simin.domains.incidents.models import (  # noqa: E402
    Incident,
    IncidentKind,
    SearchWord,
    TimelineEntry,
    Unit,
    UnitAssignment,
)
from simin.domains.incidents.services import IncidentReport, Told  # noqa: E402
from simin.domains.picture.card import Origin  # noqa: E402
from simin.domains.places import queries as places  # noqa: E402
from simin.domains.places.shapes import Neighbourhood  # noqa: E402
from simin.ingest.city_time import StoredClock  # noqa: E402
from simin.kit.clock import city_clock, wire  # noqa: E402
from simin.kit.outbox import queries as outbox  # noqa: E402
from simin.kit.translated import words  # noqa: E402
from simin.kit.word_search import words_of  # noqa: E402
from simin.workflows import dispatch  # noqa: E402

SOURCE = "benchmark"
SEVERITIES = ("extreme", "severe", "moderate", "minor", "unknown")
WEIGHTS = (1, 6, 28, 50, 15)
#: Days that what is over is spread over.
DAYS = 60


def fill(now: datetime, *, over: int, opened: int, seed: int = 1) -> list[str]:
    """Numbers of the open ones."""
    chance = random.Random(seed)
    kinds, spots = queries.kinds(), places.neighbourhoods()
    _write_history(_past(now, over, kinds, spots, chance))
    units = list(Unit.objects.values_list("id", flat=True))
    return [_open(number, now, kinds, spots, units, chance) for number in range(opened)]


def _past(
    now: datetime,
    count: int,
    kinds: list[IncidentKind],
    spots: list[Neighbourhood],
    chance: random.Random,
) -> Iterator[Incident]:
    for number in range(count):
        kind, spot = chance.choice(kinds), chance.choice(spots)
        at = now - timedelta(days=chance.uniform(1, DAYS))
        ended, took = at + timedelta(minutes=chance.uniform(20, 300)), chance.randint(120, 900)
        yield Incident(
            id=f"{at.year}-9{number:05d}", kind=kind, state="closed", state_since=ended,
            severity=chance.choices(SEVERITIES, WEIGHTS)[0], urgency="past", certainty="observed",
            title=_title(kind, spot), district=spot.district, neighbourhood=dict(spot.name),
            longitude=spot.point.longitude, latitude=spot.point.latitude, agency=kind.agency,
            reported_at=at, arrived_at=at + timedelta(seconds=took), closed_at=ended,
            response_seconds=took, last_at=ended, received_at=ended,
            origin=Origin.SYNTHETIC, source=SOURCE, external_id=f"past-{number}",
        )  # fmt: skip


def _title(kind: IncidentKind, spot: Neighbourhood) -> dict[str, str]:
    return words("{kind}, {place}", kind=kind.name, place=spot.name)


def _write_history(found: Iterator[Incident]) -> None:
    rows = Incident.objects.bulk_create(found, batch_size=500)
    TimelineEntry.objects.bulk_create(
        (
            TimelineEntry(incident=row, at=at, state=state, text={"en": state}, actor={},
                          source=SOURCE, origin=Origin.SYNTHETIC)
            for row in rows
            for state, at in (("reported", row.reported_at), ("arrived", row.arrived_at),
                              ("closed", row.closed_at))
        ),
        batch_size=1000,
    )  # fmt: skip
    SearchWord.objects.bulk_create(
        (SearchWord(incident=row, word=word) for row in rows for word in words_of([row.title])),
        batch_size=1000,
    )
    units = list(Unit.objects.all())
    UnitAssignment.objects.bulk_create(
        (UnitAssignment(unit=units[place % len(units)], incident=row, state="released",
                        since=row.closed_at)
         for place, row in enumerate(rows)),
        batch_size=1000,
    )  # fmt: skip


def _open(
    number: int,
    now: datetime,
    kinds: list[IncidentKind],
    spots: list[Neighbourhood],
    units: list[str],
    chance: random.Random,
) -> str:
    kind, spot = chance.choice(kinds), chance.choice(spots)
    waited = min(240.0, 1 + chance.expovariate(1 / 30))
    at = now - timedelta(minutes=waited)
    incident = services.report(
        IncidentReport(
            source=SOURCE, external_id=f"open-{number}", kind=kind.id, reported_at=at,
            origin=Origin.SYNTHETIC, title=_title(kind, spot), district=spot.district,
            severity=chance.choices(SEVERITIES, WEIGHTS)[0], neighbourhood=dict(spot.name),
            drill=chance.random() < 0.03,
            longitude=spot.point.longitude + chance.uniform(-0.004, 0.004),
            latitude=spot.point.latitude + chance.uniform(-0.004, 0.004),
        ),
        received_at=at,
    )  # fmt: skip
    for unit in chance.sample(units, chance.choice((0, 0, 1, 1, 2, 3))):
        services.assign_unit(incident, unit=unit, at=at + timedelta(seconds=20), received_at=at)
    _go_on(incident, kind, at, waited, chance)
    return incident


def _go_on(
    incident: str, kind: IncidentKind, at: datetime, waited: float, chance: random.Random
) -> None:
    """As far along its path as its age allows."""
    for state in kind.states[1 : chance.randint(1, len(kind.states) - 1)]:
        step = chance.uniform(0.5, 8)
        if step >= waited:
            return
        waited, at = waited - step, at + timedelta(minutes=step)
        told = Told(at=at, actor=kind.agency or {}, origin=Origin.SYNTHETIC, received_at=at)
        services.advance(incident, state=state, told=told)


def requests_and_statements() -> dict[str, int]:
    """Each request of the room and how many statements it sends; acts are taken back."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(holders(Role.DUTY_OFFICER)[0])
    one = queries.board(queries.BoardFilters(), "moderate", 1)[0]
    at = f"/room/incident/{one.id}"
    wanted = one.kind.states[one.kind.states.index(one.state) + 1]
    step = {"seen": one.state, "state": wanted}
    acts = {"X-Room": "parts"}
    asked: dict[str, Callable[[], object]] = {
        "page": lambda: client.get("/room/"),
        "page of one incident": lambda: client.get(at),
        "board": lambda: client.get("/room/board"),
        "lines that changed": lambda: client.get("/room/rows", {"id": one.id}),
        "parts of an incident": lambda: client.get(f"{at}/parts"),
        "state change": lambda: client.post(f"{at}/advance", step, headers=acts),
    }
    return {name: _statements(ask) for name, ask in asked.items()}


def _statements(ask: Callable[[], object]) -> int:
    ask()  # what a process keeps is kept by now
    with transaction.atomic():
        with CaptureQueriesContext(connection) as seen:
            ask()
        transaction.set_rollback(True)
    return len(seen)


def waiting() -> int:
    """Events that the stories have not heard of."""
    return outbox.head() - outbox.position(dispatch.READER)


def main(what: str, over: int, opened: int) -> None:
    wire(StoredClock())
    if what == "fill":
        with transaction.atomic():
            ids = fill(city_clock().now(), over=over, opened=opened)
        print(json.dumps(ids))
    elif what == "waiting":
        print(waiting())
    else:
        print(json.dumps(requests_and_statements()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
