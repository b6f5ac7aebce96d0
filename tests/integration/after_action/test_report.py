"""What the city writes when an incident ends."""

import io
from datetime import timedelta

import pytest
from django.test import Client

from simin.config.stories import STORIES
from simin.domains.directives import services as directives
from simin.domains.identity import queries as identity
from simin.domains.incidents import queries, services
from simin.domains.incidents.area import Shape
from simin.domains.incidents.review import Review
from simin.domains.picture.card import Origin
from simin.kit.clock import FixedClock
from simin.workflows import dispatch
from tests.factories.directive_town import reader
from tests.factories.directive_town import told as directive
from tests.factories.incident_town import LATITUDE, LONGITUDE, shelters
from tests.factories.incidents import NOON, advanced, minutes, reported, told

pytestmark = pytest.mark.usefixtures("clock")
CIRCLE = Shape(kind="circle", points=((LONGITUDE, LATITUDE),), metres=300)


def hear(clock: FixedClock) -> None:
    dispatch.run_pending(STORIES, clock=clock)


def newest(number: str) -> Review:
    return queries.review(queries.reports(number)[0])


def lived(**other: object) -> str:
    """A fire that was reached late, with a unit that never came, closed after an hour."""
    fields = {"origin": Origin.MEASURED, "severity": "severe", **other}
    one = reported("1", **fields)
    for unit, at in (("pump-1", 1), ("pump-2", 2)):
        services.assign_unit(one, unit=unit, at=minutes(at), received_at=minutes(at))
    services.set_unit_state(
        one, unit="pump-1", state="arrived", at=minutes(9), received_at=minutes(9)
    )
    advanced(one, "ordered", 1)
    advanced(one, "arrived", 9)
    services.note(one, told=told(10, text={"en": "The roof fell in", "ko": "지붕이 무너짐"}))
    return one


def test_it_is_written_when_it_ends_and_says_what_was_missed(clock: FixedClock) -> None:
    one = lived()
    due = directive(NOON, subject=f"incident/{one}", due_at=NOON + timedelta(minutes=30))
    number = directives.draft(due, by=reader("mayor"), form_key="1")
    advanced(one, "closed", 60)
    hear(clock)
    review = newest(one)
    assert [sentence["en"] for sentence in review.missed] == [
        "It was reached 2 min later than the target.",
        "It was grave, and nobody drew how far it reached.",
        "Pump 2 was ordered and never arrived.",
        f"Directive {number} was late.",
    ]
    sections = {section.id: section for section in review.sections}
    arrived = sections["course"].lines[3]
    assert arrived.missed and [cell["en"] for cell in arrived.cells] == [
        "Arrived",
        "2022-03-05 12:09:00",
        "9 min",
        "8 min",
    ]
    assert "지붕이 무너짐" in [line.cells[1].get("ko") for line in sections["told"].lines]
    assert sections["warnings"].lines == () and sections["warnings"].empty


def test_it_stays_as_it_was_and_another_ending_has_another(clock: FixedClock) -> None:
    one = lived()
    advanced(one, "closed", 60)
    hear(clock)
    services.note(one, told=told(61, text={"en": "late news"}))
    hear(clock)
    assert "late news" not in str(queries.reports(one)[0].document)
    services.reopen(one, told=told(70, text={"en": "It burns again"}))
    advanced(one, "closed", 90)
    hear(clock)
    assert [report.version for report in queries.reports(one)] == [2, 1]
    assert "late news" in str(queries.reports(one)[0].document)


def test_what_was_done_for_a_merged_part_was_done_for_it(clock: FixedClock) -> None:
    one = reported("1", origin=Origin.MEASURED)
    other = reported("2", after=1, origin=Origin.MEASURED)
    services.assign_unit(other, unit="pump-1", at=minutes(2), received_at=minutes(2))
    advanced(other, "arrived", 5)
    due = directive(NOON, subject=f"incident/{other}", due_at=NOON + timedelta(minutes=30))
    number = directives.draft(due, by=reader("mayor"), form_key="1")
    services.merge(one, duplicate=other, told=told(6))
    advanced(one, "closed", 60)
    hear(clock)
    sections = {section.id: section for section in newest(one).sections}
    assert [line.cells[0]["en"] for line in sections["units"].lines] == ["Pump 1"]
    assert [line.cells[0]["en"] for line in sections["directives"].lines] == [number]
    arrived = sections["course"].lines[3].cells
    assert [cell["en"] for cell in arrived][:2] == ["Arrived", "2022-03-05 12:05:00"]


def test_what_is_only_replayed_was_dealt_with_elsewhere(clock: FixedClock) -> None:
    one = reported("1")
    advanced(one, "closed", 60)
    hear(clock)
    assert queries.reports(one) == []


def test_figures_of_the_area_stand_in_it(clock: FixedClock) -> None:
    shelters(NOON)
    one = lived()
    services.draw_area(
        one, CIRCLE, figures=queries.impact(CIRCLE), seen=None, told=told(12, by="duty")
    )
    advanced(one, "closed", 60)
    hear(clock)
    (reach,) = [section for section in newest(one).sections if section.id == "reach"]
    assert [cell["en"] for cell in reach.lines[0].cells] == [
        "1",
        "2022-03-05 12:12:00",
        "0.28 km²",
        "about 685",
        "0 – 6,000",
        "1",
    ]


def client() -> Client:
    found = Client()
    found.force_login(identity.account("mayor"))
    return found


@pytest.mark.parametrize(("language", "said"), [("/en", "What was missed"), ("", "놓친 것")])
def test_the_page_and_the_paper(clock: FixedClock, language: str, said: str) -> None:
    one = lived()
    advanced(one, "closed", 60)
    hear(clock)
    page = client().get(f"{language}/desk/incidents/{one}/report/").content.decode()
    assert said in page and "12:09:00" in page
    paper = client().get(f"{language}/desk/incidents/{one}/report.pdf")
    assert paper["Content-Type"] == "application/pdf"
    made = paper.content
    assert made.startswith(b"%PDF") and b"/MarkInfo" in made and b"Pretendard" in made


HOSTILE = [
    '#eval("1/0") #read("/etc/passwd")',
    "*bold* _it_ $x^2$ @ref <label> #panic()",
    '"} ); #set page(width: 1pt) //',
    "<script>alert(1)</script> \\ ` ``` = heading",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_an_incident_is_markup(clock: FixedClock, hostile: str) -> None:
    """Typst reads no word of it, nor does the browser."""
    one = lived(title={"en": hostile, "ko": hostile}, address=hostile[:200])
    services.note(one, told=told(11, text={"en": hostile, "ko": hostile}))
    advanced(one, "closed", 60)
    hear(clock)
    paper = client().get(f"/en/desk/incidents/{one}/report.pdf")
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    page = client().get(f"/en/desk/incidents/{one}/report/").content.decode()
    assert "<script>alert" not in page
    assert io.BytesIO(paper.content).read().count(b"/Type /Page\n") < 9


def test_a_drill_says_so_on_every_page(clock: FixedClock) -> None:
    one = lived(drill=True)
    advanced(one, "closed", 60)
    hear(clock)
    page = client().get(f"/en/desk/incidents/{one}/report/").content.decode()
    assert "Drill: this did not happen" in page


def test_one_that_goes_on_has_one_that_is_not_kept(clock: FixedClock) -> None:
    one = lived()
    page = client().get(f"/en/desk/incidents/{one}/report/").content.decode()
    assert "It goes on; this was written just now" in page and queries.reports(one) == []
