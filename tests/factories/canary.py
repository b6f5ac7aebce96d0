"""A withheld incident whose every field is a word that occurs nowhere else in the town."""

from datetime import UTC, datetime, timedelta

from simin.domains.incidents import services
from simin.domains.incidents.services import IncidentReport, Told, UnitDefinition
from simin.domains.picture.card import Origin

#: Marks every word of the withheld content.
CANARY = "kestrel"
LONGITUDE, LATITUDE = 127.0123457, 37.5765439
#: Digits of the point, as any rounding to metres leaves them.
POINT = ("127.0123", "37.5765")
UNIT = f"{CANARY}-unit"


def words(what: str) -> dict[str, str]:
    return {"ko": f"{CANARY} {what}", "en": f"{CANARY} {what}"}


def told(at: datetime) -> Told:
    return Told(
        at=at, actor=words("actor"), origin=Origin.SYNTHETIC, text=words("text"), received_at=at
    )


def reported(
    kind: str, district: str, *, now: datetime, number: int = 1, drill: bool = False
) -> str:
    """Known now; it happened before, at times that are canaries too (``times``)."""
    happened = now - timedelta(minutes=47, seconds=13)
    services.define_units([UnitDefinition(id=UNIT, name=words("unit"), kind="engine")])
    incident = services.report(
        IncidentReport(
            source=CANARY,
            external_id=f"{CANARY}-{number}",
            kind=kind,
            reported_at=happened,
            occurred_at=happened - timedelta(minutes=3),
            detected_at=happened - timedelta(minutes=2),
            origin=Origin.SYNTHETIC,
            title=words("title"),
            severity="extreme",
            drill=drill,
            district=district,
            neighbourhood=words("neighbourhood"),
            longitude=LONGITUDE,
            latitude=LATITUDE,
            agency=words("agency"),
            text=words("report"),
            actor=words("caller"),
        ),
        received_at=now,
    )
    services.assign_unit(incident, unit=UNIT, at=now, received_at=now)
    services.note(incident, told=told(now))
    return incident


def times(now: datetime) -> tuple[str, ...]:
    """How the times of what was ``reported`` at ``now`` would be written, in small letters."""
    happened = now - timedelta(minutes=47, seconds=13)
    moments = [happened - timedelta(minutes=back) for back in (0, 2, 3)]
    return tuple(f"{at.astimezone(UTC):%Y-%m-%dt%H:%M:%S}" for at in moments)


def sung(body: bytes, now: datetime) -> list[str]:
    """Which canaries are in ``body``."""
    text = body.decode("utf-8", "replace").casefold()
    return [word for word in (CANARY, *POINT, *times(now)) if word in text]
