"""A town whose situation room has work: units, officers, and as much that is open as wanted."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError
from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.domains.identity.services import open_account as opened
from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents import services
from simin.domains.incidents.models import (
    Incident,
    IncidentKind,
    SearchWord,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.services import UnitDefinition
from simin.domains.places import queries as places
from simin.kit.clock import FixedClock, SystemClock, wire
from tests.factories import card_town
from tests.factories import incidents as happening
from tests.factories.people import person

NOW = card_town.NOW
#: The warehouse fire of the town: severe, at work, its crew arrived in time.
FIRE = "2022-000001"
SEVERITIES = ("extreme", "severe", "moderate", "moderate", "minor", "minor", "minor", "unknown")
PLACES = (
    ("시장 골목", "Market lane"),
    ("역 앞 사거리", "Station crossing"),
    ("강변 산책로", "River walk"),
    ("구청 뒤편", "Behind the town hall"),
    ("언덕 주택가", "Hill houses"),
)


@contextmanager
def room_town(more: int = 0) -> Iterator[FixedClock]:
    """The town at ``NOW`` with a fire, a rescue and ``more`` open incidents; its clock stands."""
    clock = FixedClock(NOW)
    wire(clock)
    try:
        card_town.build(card_town.squares(8), hours=2)
        services.define_units(units())
        services.assign_unit(FIRE, unit="pump-1", at=happening.minutes(91))
        happen(more)
        publish()
        yield clock
    finally:
        wire(SystemClock())


def units() -> list[UnitDefinition]:
    """Three of each sort, and one whose name is as long as real ones are."""
    names = [
        ("pump", "펌프차", "Pump"),
        ("rescue", "구조대", "Rescue"),
        ("medic", "구급차", "Ambulance"),
    ]
    return [
        UnitDefinition(
            id=f"{kind}-{number}",
            name={"ko": f"{ko} {number}호", "en": f"{en} {number}"},
            kind=kind,
            district=("east", "west")[number % 2],
        )
        for kind, ko, en in names
        for number in (1, 2, 3)
    ] + [
        UnitDefinition(
            id="remote",
            name={
                "ko": "원거리 대용량 방사 시스템 운용대",
                "en": "Long-range high-volume pumping team",
            },
            kind="remote",
            district="east",
        )
    ]


def happen(count: int, seed: int = 7) -> list[str]:
    """``count`` open incidents of the last hours, spread over the town."""
    chance = random.Random(seed)
    return [_one(f"{seed}-{number}", chance) for number in range(count)]


def _one(key: str, chance: random.Random) -> str:
    district = chance.choice(places.districts())
    kind = chance.choice(("fire", "rescue", "flood"))
    ko, en = chance.choice(PLACES)
    after = 118 - chance.expovariate(1 / 40)
    incident = happening.reported(
        key,
        after=after,
        kind=kind,
        title={"ko": f"{ko} {KINDS[kind][0]}", "en": f"{KINDS[kind][1]}, {en}"},
        severity=chance.choice(SEVERITIES),
        drill=chance.random() < 0.04,
        district=district.id,
        longitude=district.point.longitude + chance.uniform(-0.02, 0.02),
        latitude=district.point.latitude + chance.uniform(-0.02, 0.02),
    )
    if kind != "flood" and chance.random() < 0.5:
        happening.advanced(incident, "arrived", min(119, after + chance.uniform(3, 12)))
    return incident


KINDS = {"fire": ("화재", "Fire"), "rescue": ("구조", "Rescue"), "flood": ("침수", "Flood")}


def publish() -> None:
    """What is open now, in the picture."""
    card_town.publish([incident_cards.card(one, NOW) for one in incident_cards.shown(NOW)])


def officer(role: Role = Role.DUTY_OFFICER) -> Account:
    """Whoever holds ``role``; their account is opened when first asked for."""
    try:
        return identity.account(role.value)
    except UnknownAccountError:
        return opened(person=person(role.value, role), password=None)


def past(count: int) -> None:
    """``count`` incidents that are over, as rows: with their timelines, words and units."""
    kind = IncidentKind.objects.get(id="fire")
    at = NOW - timedelta(days=3)
    rows = Incident.objects.bulk_create(
        Incident(
            id=f"2021-9{number:05d}", kind=kind, state="closed", state_since=at, severity="minor",
            urgency="past", certainty="observed", title={"en": "Fire"}, district="east",
            reported_at=at, closed_at=at, last_at=at, received_at=at, origin="synthetic",
            source="past", external_id=str(number),
        )
        for number in range(count)
    )  # fmt: skip
    TimelineEntry.objects.bulk_create(
        TimelineEntry(incident=row, at=at, text={}, actor={}, source="past", origin="synthetic")
        for row in rows
    )
    SearchWord.objects.bulk_create(SearchWord(incident=row, word="fire") for row in rows)
    UnitAssignment.objects.bulk_create(
        UnitAssignment(unit_id="pump-2", incident=row, state="released", since=at) for row in rows
    )
