"""A town with many sources, each standing differently; nothing of it was ever asked."""

import zlib
from datetime import UTC, datetime, timedelta

from simin.domains.identity import services as identity
from simin.domains.identity.organisation import Department, DepartmentKind
from simin.domains.observations import services as observations
from simin.domains.observations.definition import SourceDefinition
from simin.domains.picture.card import Origin
from simin.domains.places import services as places
from simin.domains.places.shapes import City, Point
from simin.ingest.feeds import Column, Feed, Mapping, Moment, Rejected, Schedule
from simin.ingest.models import FeedState, RawPayload, Run
from simin.ingest.oversight import hours
from simin.ingest.oversight.declared import Stream, declare
from simin.ingest.oversight.hours import Brought, Played
from simin.ingest.runner import quarantine
from simin.kit.clock import FixedClock, wire

#: 16:00 in the town.
NOW = datetime(2026, 3, 5, 7, tzinfo=UTC)
OWNERS = (
    ("climate", "기후환경본부", "Climate"), ("transport", "교통실", "Transport"),
    ("water", "아리수본부", "Waterworks"), ("safety", "재난안전실", "Safety"),
    ("fire", "소방재난본부", "Fire"), ("welfare", "복지실", "Welfare"),
    ("housing", "주택실", "Housing"), ("culture", "문화본부", "Culture"),
    ("digital", "디지털도시국", "Digital city"), ("economy", "경제실", "Economy"),
)  # fmt: skip
KINDS = ("seoul_openapi", "json", "csv", "gbfs", "rss", "geojson", "airkorea", "xlsx")
SUBJECTS = (
    "air-hourly", "bike-docks", "bus-arrivals", "water-turbidity", "road-speed", "fire-log",
    "park-areas", "shelters", "heat-relief", "permits", "culture-events", "library-seats",
    "parking-lots", "subway-load", "noise", "river-level", "prices", "jobs",
)  # fmt: skip


def build(count: int = 167, *, wrong: bool = True) -> None:
    """``wrong``: a few of them are in trouble."""
    wire(FixedClock(NOW))
    _city()
    feeds = [_feed(place) for place in range(count - 6)]
    streams = [_stream(place) for place in range(6)]
    missing = {feed.id: ["seoul-key"] for place, feed in enumerate(feeds) if place % 41 == 40}
    declare(feeds, streams, missing=missing, replayed=False)
    for place, feed in enumerate(feeds):
        _live(feed, place, _trouble(place) if wrong else "")
    for stream in streams:
        _played(stream)


def feed(id_: str = "air-hourly-0", **changed: object) -> Feed:
    told: dict[str, object] = {
        "id": id_,
        "kind": "csv",
        "source": "source-0",
        "address": "https://city.example/air?key={secret:seoul-key}",
        "schedule": Schedule(every=600, jitter=30, calls_a_day=1000),
        "mapping": Mapping(
            into="row",
            key=("station",),
            at=Moment(fields=("measured",)),
            columns=(Column(field="pm10", to="pm10", required=True, minimum=0.0),),
        ),
        "licence": "KOGL-1",
        "owner": "climate",
        "budget": 1800,
        "time_zone": "Asia/Seoul",
    }
    return Feed(**{**told, **changed})  # type: ignore[arg-type]


def _city() -> None:
    places.define_city(
        City(
            id="town", name={"ko": "시민시", "en": "Simin"},
            office={"ko": "시장실", "en": "Mayor's office"}, time_zone="Asia/Seoul",
            languages=("ko", "en"), accent={"light": "#0b7d70", "dark": "#3cc6b4"},
            centre=Point(127.0, 37.5), themes=(),
        ),
        at=NOW,
    )  # fmt: skip
    identity.define_organisation(
        [
            Department(id=id_, name={"ko": ko, "en": en}, kind=DepartmentKind.DEPARTMENT,
                       parent=None, rank=rank)
            for rank, (id_, ko, en) in enumerate(OWNERS)
        ]
    )  # fmt: skip
    observations.define_sources(
        [
            SourceDefinition(
                id=f"source-{place}", name={"ko": f"{ko} 데이터", "en": f"{en} records"},
                origin=Origin.MEASURED, budget=3600, department=id_, licence="KOGL-1",
            )
            for place, (id_, ko, en) in enumerate(OWNERS)
        ]
    )  # fmt: skip


def _feed(place: int) -> Feed:
    owner = place % len(OWNERS)
    name = f"{SUBJECTS[place % len(SUBJECTS)]}-{place // len(SUBJECTS)}"
    kind = KINDS[place % len(KINDS)]
    if place == 0:
        return feed(name)
    return feed(
        name, kind=kind, source=f"source-{owner}", owner=OWNERS[owner][0],
        enabled=place % 59 != 58, mapping=Mapping(into="row", key=("id",)),
    )  # fmt: skip


def _stream(place: int) -> Stream:
    kind = "recording" if place % 2 else "synthetic"
    return Stream(
        name=f"{kind}-{place}", source=f"source-{place}", kind=kind, owner=OWNERS[place][0],
        licence="KOGL-1",
    )  # fmt: skip


def _trouble(place: int) -> str:
    return {7: "unavailable", 23: "refused", 52: "implausible", 90: "stale", 0: "rejected"}.get(
        place, ""
    )


def _live(feed: Feed, place: int, trouble: str) -> None:
    good_at = NOW - (timedelta(hours=5) if trouble == "stale" else timedelta(minutes=place % 25))
    for back in range(24, -1, -1):
        _run(feed, back, place, trouble if back < 3 else "")
    problem = {
        "unavailable": "the source answers with status 503",
        "refused": "the source answers with status 403",
        "implausible": "48 of 50 records cannot be read; the first: pm10: '-' is no number",
    }.get(trouble, "")
    FeedState.objects.create(
        feed=feed.id, source=feed.source, definition="", next_run=NOW + timedelta(minutes=7),
        problem=problem, stopped=trouble == "refused", runs=25,
        failing_since=NOW - timedelta(hours=2) if problem else None, last_success_at=good_at,
    )  # fmt: skip
    if trouble in {"rejected", "implausible"}:
        hold(feed, f"{feed.id}@25", count=6 if trouble == "rejected" else 48)


def _run(feed: Feed, back: int, place: int, trouble: str) -> None:
    at, number = NOW - timedelta(hours=back), 40 + place % 60
    rejected = 6 if trouble == "rejected" else 0
    outcome = trouble if trouble in {"unavailable", "refused", "implausible"} else "complete"
    brought = Brought(fetched=number, stored=number - rejected, rejected=rejected)
    brought = brought if outcome == "complete" else Brought()
    run = f"{feed.id}@{25 - back}"
    if back < 6:
        Run.objects.create(
            id=run, source=feed.source, feed=feed.id, started_at=at,
            last_at=at + timedelta(seconds=3), fetched=brought.fetched,
            parsed=brought.stored, stored=brought.stored, rejected=brought.rejected,
            outcome=outcome, noticed={"encoding": "cp949"} if place == 0 else {},
        )  # fmt: skip
    hours.note_run(feed.id, run, brought, at=at, outcome=outcome)


def hold(feed: Feed, run: str, *, count: int) -> None:
    """Records of ``run`` in quarantine, with the answer they came in."""
    body = "station,measured,pm10\n" + "".join(
        f"역{n},2026-03-05T15:00,점검중\n" for n in range(count)
    )
    raw = body.encode("cp949")
    RawPayload.objects.create(
        run=run, feed=feed.id, request="all", url=feed.address, status=200,
        content_type="text/csv", fetched_at=NOW, size=len(raw), body=zlib.compress(raw),
        headers={"content-type": "text/csv", "server": "nginx"},
    )  # fmt: skip
    rejected = [
        Rejected(
            where=f"row {n + 2}", reason="pm10: '점검중' is no number",
            raw=f"역{n},2026-03-05T15:00,점검중".encode("cp949"),
        )
        for n in range(count)
    ]  # fmt: skip
    quarantine.isolate(feed, run, rejected, at=NOW)


def _played(stream: Stream) -> None:
    spread = {NOW - timedelta(hours=back): Brought(fetched=30, stored=30) for back in range(24)}
    hours.note_played([Played(stream.name, f"{stream.name}#1", spread)], at=NOW)
