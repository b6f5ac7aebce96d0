"""A town with kinds of incidents, and short words for what happens in it."""

from datetime import UTC, datetime, timedelta

from simin.domains.incidents import queries, services
from simin.domains.incidents.services import IncidentReport, KindDefinition, ReleaseRule, Told
from simin.domains.picture.card import Origin, Visibility, WithholdingReason
from simin.domains.places import services as places
from simin.domains.places.shapes import City, Point
from tests.factories.places import square

#: Noon of a Saturday in the town.
NOON = datetime(2022, 3, 5, 3, tzinfo=UTC)
FIRE_PATH = (
    "reported",
    "ordered",
    "en_route",
    "arrived",
    "operating",
    "under_control",
    "extinguished",
    "closed",
)
BRIGADE = {"ko": "소방서", "en": "Fire brigade"}
PRIVATE = ReleaseRule(
    visibility=Visibility.WITHHELD,
    reason=WithholdingReason.PRIVACY,
    office={"ko": "소방서", "en": "Fire brigade"},
    review_after_days=7,
)


def minutes(number: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=number)


def found_town() -> None:
    town = City(
        id="town",
        name={"ko": "마을", "en": "Town"},
        office={"ko": "시장실", "en": "Mayor's office"},
        time_zone="Asia/Seoul",
        languages=("ko", "en"),
        accent={"light": "#0b7d70", "dark": "#3cc6b4"},
        centre=Point(127.0, 37.5),
    )
    places.define_city(town, at=NOON)
    places.define_districts([square("east", 0), square("west", 1, rank=1)], at=NOON)
    services.define_kinds(kinds())


def kinds() -> list[KindDefinition]:
    return [
        KindDefinition(
            id="fire",
            name={"ko": "화재", "en": "Fire"},
            icon="flame",
            states=FIRE_PATH,
            agency=BRIGADE,
            target_seconds=420,
        ),
        KindDefinition(
            id="rescue",
            name={"ko": "구조", "en": "Rescue"},
            icon="life-buoy",
            states=("reported", "arrived", "closed"),
            release=PRIVATE,
        ),
        KindDefinition(
            id="flood",
            name={"ko": "침수", "en": "Flood"},
            icon="waves",
            states=("reported", "closed"),
        ),
    ]


def incident(external_id: str = "1", *, after: float = 0, **other: object) -> IncidentReport:
    """A fire in the east, reported ``after`` minutes past noon."""
    fields: dict[str, object] = {
        "source": "fires",
        "external_id": external_id,
        "kind": "fire",
        "reported_at": minutes(after),
        "origin": Origin.REPLAYED,
        "severity": "moderate",
        "district": "east",
        "neighbourhood": {"ko": "동쪽동", "en": "Eastside"},
    }
    return IncidentReport(**fields | other)  # type: ignore[arg-type]


def reported(external_id: str = "1", *, after: float = 0, **other: object) -> str:
    told = incident(external_id, after=after, **other)
    return services.report(told, received_at=told.reported_at)


def told(after: float, **other: object) -> Told:
    """The brigade says something ``after`` minutes past noon."""
    fields: dict[str, object] = {
        "at": minutes(after),
        "actor": BRIGADE,
        "origin": Origin.REPLAYED,
        "received_at": minutes(after),
    }
    return Told(**fields | other)  # type: ignore[arg-type]


def advanced(incident_id: str, state: str, after: float) -> bool:
    return services.advance(incident_id, state=state, told=told(after))


def amended(incident_id: str, *, told: Told, **other: object) -> bool:
    """It is severe; whoever says so saw how it stands."""
    one = queries.incident(incident_id)
    names = ("urgency", "certainty", "district", "address", "longitude", "latitude", "home")
    fields: dict[str, object] = {name: getattr(one, name) for name in names}
    change = services.Change(**{**fields, "severity": "severe", **other})  # type: ignore[arg-type]
    return services.amend(incident_id, change, revision=one.revision, told=told)
