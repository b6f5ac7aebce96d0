"""What is withheld is behind no public door: every route of the URL configuration is walked.

A canary stands in each thing that can be withheld: every field of a public incident, an indicator's
value, a column of a data set, a project. A public route that is new and needs something in its
address fails here until ``ADDRESSED`` says how it is walked; the gateway's own doors likewise.
"""

import contextlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

from simin.domains.catalogue import services as catalogue
from simin.domains.identity.roles import Role
from simin.domains.incidents import services as incidents
from simin.domains.incidents.services import IncidentReport, Told, UnitDefinition
from simin.domains.indicators import queries as indicators
from simin.domains.observations import services as observations
from simin.domains.picture.card import Card, Mask, Origin, WithheldCard, WithholdingReason
from simin.domains.picture.decision import Decision
from simin.domains.picture.frame import View
from simin.domains.picture.rule import Policy, Rule
from simin.domains.places import queries as places
from simin.domains.projects.models import Project
from simin.domains.releases import services as releases
from simin.domains.releases.services import Decider, Wanted
from simin.domains.releases.withholdable import KINDS
from simin.domains.warnings import queries as warnings_of
from simin.domains.warnings import services as warnings
from simin.ingest.pack import find_pack, read_pack
from simin.live import asgi
from simin.web.access import Door, _routes, access_of
from simin.web.card import embed, share
from simin.web.card.page import city_of
from simin.web.card.share import Shared
from simin.web.doors.ckan.actions import ACTIONS
from simin.web.guess import image
from simin.web.presentation.screen import Screen
from tests.factories import canary
from tests.factories import warnings as warned
from tests.factories.datasets import define_parks, park
from tests.factories.observed import observed
from tests.integration.engine.conftest import Town, loaded
from tests.integration.engine.sung import signed_in
from tests.integration.engine.test_withheld_ended import heard_live
from tests.standing import standing

pytestmark = pytest.mark.django_db

VALUE = 7312.25
#: How the indicator's value would be written.
FIGURES = ("7312.2", "7,312.2", "7312.3", "7,312.3")
DATASET, FAMILY = "parks", "water/turbidity"
SECURITY = WithholdingReason.SECURITY
OFFICE = {"en": "Safety office", "ko": "안전과"}
STA = ("", "Things", "Locations", "Datastreams", "Sensors", "ObservedProperties", "Observations",
       "FeaturesOfInterest", "HistoricalLocations", "Datastreams?$expand=Observations",
       "Observations?$filter=result gt 7000&$expand=Datastream")  # fmt: skip
FILES = ("csv", "json", "geojson", "parquet", "xlsx")

#: Opened by a secret that was sent to a phone or a mailbox, or part of signing in: they tell nobody
#: of the city.
SECRET = ("field", "follow-", "hook", "ngsi-ld-notification", "account_", "mfa_", "socialaccount_",
          "openid_")  # fmt: skip


class Sealed:
    """A town in which everything that can be withheld is, and sings."""

    def __init__(self, town: Town) -> None:
        self.town = town
        town.live(30)
        self.incident = _incident(town)
        _dataset(town)
        self.indicator = _indicator(town)
        self.project = _project()
        self.warning = _warning(town)
        _withhold(town, f"project/{self.project}", "project")
        _withhold(town, self.indicator, "indicator")
        releases.define_policy(_policy(), at=town.clock.now())
        town.live(20)

    @property
    def cards(self) -> list[str]:
        return [*(card.id for card in self.town.seen().cards), "none/none"]

    @property
    def own(self) -> list[str]:
        return [f"incident/{self.incident}", f"project/{self.project}", self.indicator]

    def addressed(self) -> dict[str, Sequence[dict[str, object]]]:
        """What stands in the addresses of routes that need something there."""
        cards: list[dict[str, object]] = [{"card_id": card} for card in self.cards]
        name: dict[str, object] = {"name": DATASET}
        return {
            "card": cards,
            "card-json": cards,
            "card-history": cards,
            "card-rows": cards,
            "card-embed": cards,
            "card-share": [{"card_id": card} for card in self.own],
            "guess-one": [{"indicator": card} for card in self.cards],
            "guess-line": [{"indicator": card} for card in self.cards],
            "city-icon-png": [{"side": 192}],
            "declassified-card": cards,
            "declassified-json": cards,
            "log-decision": [{"number": 1}],
            "catalogue": [{"form": form} for form in ("ttl", "jsonld", "rdf")],
            "ckan-action": [{"name": action} for action in ACTIONS],
            "ckan-action-3": [{"name": action} for action in ACTIONS],
            "features-collection": [name],
            "features-items": [name],
            "features-item": [{**name, "key": "a"}],
            "feed": [
                {"name": topic, "form": form}
                for topic in ("news", "incidents", "warnings", "data", "projects", "pledges")
                for form in ("atom", "rss")
            ],
            "near-district": [{"district": each.id} for each in self.town.pack.districts],
            "near-place": [
                {"district": each.district, "neighbourhood": each.id}
                for each in self.town.pack.neighbourhoods
            ],
            "map-facilities": [{"kind": "shelter"}],
            "kiosk": [{"kind": "shelter", "place": "none"}],
            "kiosk-arrivals": [{"kind": "shelter", "place": "none"}],
            "cap-document": [{"identifier": one} for one in (self.warning, "none")],
            "sensorthings": [],
            "keyed-rows": [
                {"key": "sample", "form": form, "name": DATASET, "start": "1", "end": "5"}
                for form in ("json", "xml")
            ],
            "plaza-api-dataset": [name],
            "plaza-api-rows": [name],
            "plaza-api-groups": [name],
            "plaza-api-changes": [name],
            "plaza-newest-file": [{**name, "kind": kind} for kind in FILES],
            "plaza-file": [{**name, "number": 1, "kind": kind} for kind in FILES],
            "plaza-series-file": [{"name": "air/pm25", "kind": "csv"}],
            "plaza-series": [{"name": "air/pm25"}],
            "plaza-dataset": [name],
            "plaza-cite": [{**name, "form": form} for form in ("bib", "ris", "csl.json")],
            "plaza-request": [{"number": 1}],
            "noticed": [{"number": 1}],
            "public-project-photo": [{"project": self.project, "number": 1}],
            "public-project-document": [{"project": self.project, "number": 1}],
        }

    def addresses(self) -> Iterator[str]:
        yield from (f"/sta/v1.1/{path}" for path in STA)
        addressed, seen = self.addressed(), set()
        for language in ("ko", "en"):
            with override(language):
                for name in public_routes():
                    seen.update(_addresses(name, addressed.get(name)))
        yield from sorted(seen)

    def heard(self, client: Client) -> dict[str, list[str]]:
        told = {address: self.told(client, address) for address in self.addresses()}
        return {address: what for address, what in told.items() if what}

    def told(self, client: Client, address: str) -> list[str]:
        with _drawings() as drawings:
            answer = client.get(address)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, address
        body = _unpacked(answer.getvalue()) + str((dict(answer.items()), drawings)).encode()
        text = body.decode("utf-8", "replace").casefold()
        return [word for word in (canary.CANARY, *canary.POINT, *FIGURES) if word in text]


@contextlib.contextmanager
def _drawings() -> Iterator[list[Shared]]:
    """What is drawn meanwhile: no text stands in the bytes of a picture."""
    found: list[Shared] = []
    with pytest.MonkeyPatch.context() as patch:
        for drawer in (embed, image):
            patch.setattr(drawer, "drawn", lambda told: found.append(told) or share.drawn(told))
        yield found


def public_routes() -> list[str]:
    """Names of all routes that open to whoever asks."""
    doors = (Door.PUBLIC, Door.KEYS, Door.SIGNED)
    found = []
    for path, name, view in _routes(get_resolver(), "", ""):
        access = access_of(view, name)
        if access is not None and access.door in doors and not name.startswith(SECRET):
            assert "." not in name, f"the public route {path} has no name, so nobody can walk it"
            found.append(name)
    return found


def _addresses(name: str, told: Sequence[dict[str, object]] | None) -> list[str]:
    if told is not None:
        asked = f"?id={DATASET}&resource_id={DATASET}" if name.startswith("ckan") else ""
        return [reverse(name, kwargs=dict(one)) + asked for one in told]
    try:
        return [reverse(name)]
    except NoReverseMatch:
        pytest.fail(f"{name} is a public route; say in addressed() how it is walked")


def _unpacked(body: bytes) -> bytes:
    """What a reader of a packed format reads."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    if body.startswith(b"PAR1"):
        return _rows_of_parquet(body)
    return body


def _rows_of_parquet(body: bytes) -> bytes:

    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(body)
        file.flush()
        return str(duckdb.sql(f"SELECT * FROM '{file.name}'").fetchall()).encode()


def _policy() -> Policy:
    fields = [
        Rule(id=f"field-{number}", kind="incident", names=("flood",), field=field, reason=SECURITY,
             mask=Mask.CELL if field == "place.point" else Mask.WITHHOLD)
        for number, field in enumerate(KINDS["incident"])
    ]  # fmt: skip
    column = Rule(id="c", kind="dataset", names=(DATASET,), field="name", reason=SECURITY)
    return Policy(rules=(*fields, column))


def _withhold(town: Town, card: str, kind: str) -> None:
    now = town.clock.now()
    releases.decide(
        Wanted(card=card, kind=kind, decision=Decision.WITHHOLD, reason="security", seen=None,
               review_on=now.date() + timedelta(days=30), key=card, why=f"{canary.CANARY} why"),
        by=Decider(username="press", roles=[Role.PUBLISHER], office=OFFICE), at=now,
    )  # fmt: skip


def _incident(town: Town) -> str:
    """Public, with canaries in every field that can be withheld and nowhere else."""
    now, words = town.clock.now(), canary.words
    plain = {"en": "A flood", "ko": "침수"}
    incidents.define_units([UnitDefinition(id=canary.UNIT, name=words("unit"), kind="engine")])
    number = incidents.report(
        IncidentReport(
            source="control", external_id="1", kind="flood", reported_at=now, title=plain,
            origin=Origin.SYNTHETIC, severity="extreme", district=town.pack.districts[0].id,
            neighbourhood=words("neighbourhood"), longitude=canary.LONGITUDE,
            latitude=canary.LATITUDE, agency=words("agency"), text=words("report"),
            actor=words("caller"),
        ),
        received_at=now,
    )  # fmt: skip
    incidents.assign_unit(number, unit=canary.UNIT, at=now, received_at=now)
    told = Told(at=now, actor=words("actor"), origin=Origin.SYNTHETIC, text=words("text"),
                received_at=now)  # fmt: skip
    incidents.note(number, told=told)
    return number


def _dataset(town: Town) -> None:
    define_parks(owner=town.pack.departments[0].id)
    row = park("a", name=f"{canary.CANARY} park", longitude=127.0, latitude=37.5)
    catalogue.keep(DATASET, [row], run=None, at=town.clock.now())


def _warning(town: Town) -> str:
    """In force, of people whose names sing; beside it stands one that nobody issued."""
    now, second = town.clock.now(), f"{canary.CANARY}-second"
    told: dict[str, Any] = {"expires": now + timedelta(hours=6)}
    draft = partial(
        warnings.draft, incident="", origin=Origin.SYNTHETIC, by=f"{canary.CANARY}-writer", at=now
    )
    number = draft(warned.content(**told), submission="issued")
    warnings.approve(number, revision=1, by=second, at=now)
    draft(warned.content(**told, headline=canary.words("headline")), submission="waits")
    (message,) = warnings_of.feed(now)
    return message.identifier


def _indicator(town: Town) -> str:
    now = town.clock.now()
    streams = [f"{FAMILY}/{each.id}" for each in town.pack.districts]
    observations.record(
        [observed(slug, now, VALUE) for slug in streams], run=None, received_at=now,
        zone=places.zone(),
    )  # fmt: skip
    return next(one.id for one in indicators.indicators() if FAMILY in one.all_families)


def _project() -> str:
    project = Project.objects.filter(withheld="").order_by("rank").first()
    assert project is not None
    project.name, project.summary = canary.words("project"), canary.words("summary")
    project.save()
    return project.id


sealed = standing(lambda: Sealed(loaded(read_pack(find_pack("sample")))))


def test_nobody_and_no_citizen_hears_anything_behind_any_door(sealed: Sealed) -> None:
    shown = {card.id: card for card in sealed.town.seen().cards}
    assert isinstance(shown[sealed.indicator], WithheldCard)
    assert isinstance(shown[f"project/{sealed.project}"], WithheldCard)
    incident = shown[f"incident/{sealed.incident}"]
    assert isinstance(incident, Card) and {one.field for one in incident.fields} >= {
        "place.point", "place.label", "body.agency", "body.units", "body.timeline",
    }  # fmt: skip
    entries = sealed.town.card("city/attention").body["entries"]
    assert sealed.indicator not in {entry["card"] for entry in entries}
    assert sealed.heard(Client()) == {}
    assert sealed.heard(signed_in(Role.CITIZEN)) == {}


def test_the_walk_would_hear_it(sealed: Sealed) -> None:
    heard = sealed.heard(signed_in(Role.MAYOR))
    own = {f"incident/{sealed.incident}", f"project/{sealed.project}"}
    assert {f"/card/{card}.json" for card in own} <= heard.keys()
    assert f"/card/{sealed.indicator}/rows.csv" in heard


def test_what_is_drawn_would_be_heard_and_a_warning_is_read(sealed: Sealed) -> None:
    """Of the office's card the same words are drawn, and they sing."""
    screen = Screen(sealed.town.seen(View.OFFICE), city_of(), datetime.now(UTC), {})
    drawn = share.shared(sealed.town.card(f"project/{sealed.project}"), screen)
    assert canary.CANARY in str(drawn)
    for card in sealed.own:
        with _drawings() as drawings:
            assert Client().get(f"/card/{card}/share.png").status_code == HTTPStatus.OK
        assert len(drawings) == 1
    warning = Client().get(reverse("cap-document", args=[sealed.warning]))
    assert warning.status_code == HTTPStatus.OK and "동쪽구" in warning.content.decode()


def test_the_frames_tell_nothing_either(sealed: Sealed) -> None:
    assert heard_live(sealed.town.clock.now(), "view=public") == set()


def test_the_gateway_has_no_door_that_is_not_walked() -> None:
    told = {asgi.SNAPSHOT, asgi.STREAM, asgi.HEAD, asgi.HEALTH}
    assert told == {"/live/snapshot", "/live/stream", "/live/head", "/health"}
    assert asgi.FRAMES == "/live/frames/" and asgi.CALLS.startswith("/live/")
