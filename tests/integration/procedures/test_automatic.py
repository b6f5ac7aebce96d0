"""What steps do by themselves; what cannot be done stays open for a person."""

from collections.abc import Iterator

import pytest
from django.test import Client

from simin.domains.catalogue.schema import Column, Schema
from simin.domains.identity import queries as identity
from simin.domains.incidents import services as incidents
from simin.domains.incidents.services import Role
from simin.domains.procedures import queries, services
from simin.domains.procedures.models import Notice
from simin.domains.warnings import queries as warnings
from simin.domains.warnings import services as warning_services
from simin.domains.warnings.errors import NotSecondPersonError
from simin.kit.clock import FixedClock
from tests.factories.incident_town import kept_as
from tests.factories.incidents import NOON
from tests.factories.procedure_town import (
    beat,
    burning,
    done,
    number,
    procedure,
    procedure_town,
    states,
    step,
)

TOLD = step("tell", 5, action={"do": "notify", "unit": "climate"})
SEEN = step("see", 5, action={"do": "open_cameras"})
WARNED = step("warn", 5, action={"do": "draft_warning"})


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    told = procedure("fire", TOLD, SEEN, WARNED, step("after", 9, after="tell"), kind="fire")
    with procedure_town(told) as clock:
        yield clock


def camera(longitude: float) -> None:
    """One camera, in the data set that the pack's role names."""
    columns = (Column(name="id"), Column(name="x", type="number"), Column(name="y", type="number"))
    schema = Schema(columns=columns, key=("id",), longitude="x", latitude="y")
    rows = [{"id": "gate", "x": str(longitude), "y": "37.5"}]
    kept_as("camera", schema, rows, NOON)
    name = {"en": "Camera", "ko": "카메라"}
    incidents.define_roles([Role(id="camera", name=name, dataset="camera", metres=500)])


def test_it_notifies_and_what_waits_for_it_begins(clock: FixedClock) -> None:
    one = burning(clock, longitude=127.0, latitude=37.5)
    assert states(one)["tell"] == "done" and states(one)["after"] == "open"
    told = set(Notice.objects.values_list("account", "act"))
    assert ("climate", "notify") in told and ("fire", "open") in told
    assert not Notice.objects.filter(step=number(one, "tell"), act="open").exists()


def test_cameras_nearby_are_marked(clock: FixedClock) -> None:
    camera(127.001)
    one = burning(clock, longitude=127.0, latitude=37.5)
    outcome = queries.step(number(one, "see")).outcome
    assert outcome is not None and outcome["cameras"][0]["metres"] == 88
    assert states(one)["see"] == "done"


def test_where_there_is_no_camera_a_person_looks(clock: FixedClock) -> None:
    camera(127.9)
    one = burning(clock, longitude=127.0, latitude=37.5)
    assert states(one)["see"] == "open"
    assert queries.step(number(one, "see")).outcome == {"why": "no-camera"}
    done(one, "see", by="fire")
    beat(clock)
    assert states(one)["see"] == "done"


def test_a_draft_waits_for_two_people(clock: FixedClock) -> None:
    one = burning(clock, longitude=127.0, latitude=37.5)
    assert states(one)["warn"] == "done"
    outcome = queries.step(number(one, "warn")).outcome or {}
    draft = warnings.warning(outcome["warning"])
    assert draft.authors == ["system"] and draft.incident == one
    at = clock.now()
    with pytest.raises(NotSecondPersonError):
        warning_services.approve(draft.pk, revision=draft.revision, by="duty", at=at)
    content = warnings.draft_of(draft)
    assert content is not None
    warning_services.edit(draft.pk, content, revision=draft.revision, by="duty", at=at)
    taken = warnings.warning(draft.pk)
    assert taken.authors == ["system", "duty"]
    with pytest.raises(NotSecondPersonError):
        warning_services.approve(draft.pk, revision=taken.revision, by="duty", at=at)
    warning_services.approve(draft.pk, revision=taken.revision, by="mayor", at=at)


def test_a_round_that_is_played_again_acts_once(clock: FixedClock) -> None:
    one = burning(clock, longitude=127.0, latitude=37.5)
    before = Notice.objects.count()
    services.acted(number(one, "tell"), outcome={"told": 9}, succeeded=True)
    beat(clock)
    assert Notice.objects.count() == before
    assert queries.step(number(one, "tell")).outcome == {"told": 1}


def test_the_page_says_what_was_done_and_why_not(clock: FixedClock) -> None:
    client = Client()
    client.force_login(identity.account("duty"))
    blind = burning(clock)
    page = client.get(f"/en/desk/steps/of/{blind}/").content.decode()
    assert "no camera was opened by itself" in page
    camera(127.001)
    seen = burning(clock, "2", longitude=127.0, latitude=37.5)
    page = client.get(f"/en/desk/steps/of/{seen}/").content.decode()
    assert "88 m" in page and "The draft of the warning" in page
