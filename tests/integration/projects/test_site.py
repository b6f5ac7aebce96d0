"""Reports from the site, photos, milestones, documents: who may, once, and on the record."""

from datetime import date, timedelta

import pytest

from simin.domains.projects import queries, services
from simin.domains.projects.errors import UnknownProjectError
from simin.domains.projects.services import HandedPhoto, Told
from simin.kit.clock import FixedClock
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.file_store import store_of
from simin.kit.pictures import picture
from tests.factories.directive_town import reader
from tests.factories.pictures import CANARY, photo, told_where
from tests.factories.project_town import TODAY, project

pytestmark = pytest.mark.usefixtures("clock")


def report(by: str = "climate", project_id: str = "bridge", **told: object) -> int:
    return services.report(project_id, Told(**told), by=reader(by), form_key="one")  # type: ignore[arg-type]


def test_a_report_with_a_photo_moves_the_project() -> None:
    shown = HandedPhoto(picture=picture(told_where()), spot="north", taken_on=date(2022, 3, 1))
    place = {"longitude": 1.0, "latitude": 0.5}
    number = report(percent=41.5, text="The deck lies.", photos=[shown], **place)
    found = queries.whole(project(), public=False)
    assert (found.project.actual, found.project.reported_on) == (41.5, TODAY)
    assert [one.id for one in found.reports] == [number]
    assert [(one.spot, one.taken_on, one.public) for one in found.photos] == [
        ("north", date(2022, 3, 1), False)
    ]
    with store_of("projects").open(found.photos[0].sha256) as kept:
        assert CANARY.encode() not in kept.read()
    assert queries.whole(project(), public=True).photos == []


def test_the_same_form_sent_twice_is_one_report() -> None:
    assert report(percent=41) == report(percent=42)
    assert project().actual == 41


def test_the_same_picture_twice_is_one_photo() -> None:
    shown = [HandedPhoto(picture=picture(photo()))]
    assert services.add_photos("bridge", shown, by=reader("climate")) == 1
    assert services.add_photos("bridge", shown, by=reader("climate")) == 0


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "text"),
        ({"percent": 101}, "percent"),
        ({"text": "x" * 4001}, "text"),
        ({"text": "a", "longitude": 1.0}, "longitude"),
        ({"text": "a", "longitude": 181.0, "latitude": 0.0}, "longitude"),
    ],
)
def test_a_wrong_report_is_named_and_nothing_is_kept(told: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        report(**told)
    assert refused.value.field == field
    assert queries.whole(project(), public=False).reports == []


@pytest.mark.parametrize("by", ["fire", "duty", "auditor", "citizen"])
def test_only_the_officers_of_its_department_report(by: str) -> None:
    with pytest.raises(NotAllowedError):
        report(by, percent=41)


def test_an_officer_of_a_unit_below_reports_and_keeps_nothing() -> None:
    report("east", percent=60, project_id="garden")
    with pytest.raises(NotAllowedError):
        services.reach_milestone("garden", "trees", on=TODAY, by=reader("east"))


def test_a_photo_is_shown_to_citizens_by_who_keeps_the_project() -> None:
    services.add_photos("bridge", [HandedPhoto(picture=picture(photo()))], by=reader("climate"))
    number = queries.whole(project(), public=False).photos[0].id
    with pytest.raises(NotAllowedError):
        services.show_photo("bridge", number, public=True, by=reader("fire"))
    assert services.show_photo("bridge", number, public=True, by=reader("climate"))
    assert not services.show_photo("bridge", number, public=True, by=reader("climate"))
    assert queries.public_photo("bridge", number).id == number
    services.show_photo("bridge", number, public=False, by=reader("climate"))
    with pytest.raises(UnknownProjectError):
        queries.public_photo("bridge", number)


def test_a_milestone_is_reached_and_taken_back() -> None:
    services.reach_milestone("bridge", "piers", on=TODAY, by=reader("climate"))
    assert project().overdue_milestones == 0
    assert not services.reach_milestone("bridge", "piers", on=TODAY, by=reader("climate"))
    services.reach_milestone("bridge", "piers", on=None, by=reader("climate"))
    assert project().overdue_milestones == 1
    acts = [one.act for one in queries.changes("project/bridge")]
    assert acts[:2] == ["milestone", "milestone"]
    with pytest.raises(RejectedError):
        later = TODAY + timedelta(days=1)
        services.reach_milestone("bridge", "piers", on=later, by=reader("climate"))


def test_documents_are_an_address_or_a_pdf() -> None:
    by = reader("climate")
    services.add_document("bridge", "Plan", link="https://naru.example/plan", public=True, by=by)
    number = services.add_document("bridge", "Contract", file=b"%PDF-1.7 plan", by=by)
    assert [one.name for one in queries.whole(project(), public=True).documents] == ["Plan"]
    assert queries.document(project(), number).media_type == "application/pdf"
    services.show_document("bridge", number, public=True, by=by)
    assert len(queries.whole(project(), public=True).documents) == 2
    for wrong in ({"link": "javascript:x"}, {}, {"file": b"GIF89a"}):
        with pytest.raises(RejectedError):
            services.add_document("bridge", "Other", by=by, **wrong)  # type: ignore[arg-type]


def test_what_is_due_is_found(clock: FixedClock) -> None:
    found = queries.due(TODAY)
    assert [one.id for one in found.late] == [one.id for one in found.over] == ["bridge"]
    assert [one.key for one in found.milestones] == ["trees"]
