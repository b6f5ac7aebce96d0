"""The pages of directives, in the name of whoever asks."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from simin.domains.directives import queries, services
from simin.domains.directives.attachment import attachment
from simin.domains.directives.services import Handed
from simin.domains.directives.states import Act
from simin.domains.identity import queries as identity
from simin.kit.clock import FixedClock
from tests.factories.directive_town import JPEG, issued, reader, state
from tests.factories.observed import NOON

pytestmark = pytest.mark.usefixtures("clock")
DESK = "/en/desk/directives/"


@pytest.fixture
def signed_in(clock: FixedClock) -> Callable[[str], Client]:
    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(identity.account(username))
        return client

    return client_of


type SignedIn = Callable[[str], Client]


def words(response: HttpResponse) -> str:
    return response.content.decode()


def filled(client: Client, **changes: str) -> dict[str, str]:
    """The form as it comes, with ``changes``."""
    page = words(client.get(f"{DESK}new/"))
    key = re.search(r'name="key" value="(\w+)"', page)
    due = re.search(r'name="due_at" value="([^"]+)"', page)
    assert key and due
    plain = {
        "title": "Wash the roads",
        "text": "Before noon.",
        "addressee": "unit:climate",
        "priority": "urgent",
        "required_evidence": "photo",
        "due_at": due[1],
        "key": key[1],
        "then": "issue",
    }
    return {**plain, **changes}


def act(client: Client, one: str, what: str, **told: object) -> HttpResponse:
    return client.post(f"{DESK}{one}/{what}/", {"key": f"{one}-{what}", **told})  # type: ignore[dict-item, return-value]


@pytest.mark.parametrize("username", [None, "citizen"])
@pytest.mark.parametrize("path", ["", "list.csv", "load/", "new/", "templates/", "2022-000001/"])
def test_who_does_not_work_for_the_city_sees_nothing(
    signed_in: SignedIn, username: str | None, path: str
) -> None:
    issued()
    client = signed_in(username) if username else Client()
    answer = client.get(DESK + path)
    assert answer.status_code == (403 if username else 302)


@pytest.mark.parametrize("path", ["new/", "templates/"])
def test_an_officer_gives_none(signed_in: SignedIn, path: str) -> None:
    assert signed_in("climate").get(DESK + path).status_code == 403


def test_the_mayor_issues_and_the_officer_reports(signed_in: SignedIn) -> None:
    mayor, officer = signed_in("mayor"), signed_in("climate")
    answer = mayor.post(f"{DESK}new/", filled(mayor))
    one = "2022-000001"
    assert answer.url == f"{DESK}{one}/"
    assert "Wash the roads" in words(officer.get(DESK))
    assert state(one) == "delivered"
    page = words(officer.get(f"{DESK}{one}/"))
    assert "Acknowledge" in page and "Cancel it" not in page
    act(officer, one, "acknowledge")
    act(officer, one, "start")
    photo = SimpleUploadedFile("gate.jpg", JPEG, content_type="image/jpeg")
    answer = act(officer, one, "report", text="Washed.", file=photo, value="3,1", measure="km")
    assert answer.status_code == 302
    act(mayor, one, "verify")
    act(mayor, one, "close")
    assert state(one) == "closed"
    page = words(mayor.get(f"{DESK}{one}/"))
    assert "gate.jpg" in page and "3.1 km" in page


def test_the_same_form_sent_twice_makes_one(signed_in: SignedIn) -> None:
    mayor = signed_in("mayor")
    form = filled(mayor)
    answers = [mayor.post(f"{DESK}new/", form) for _ in range(2)]
    assert len({answer.url for answer in answers}) == 1
    assert len(queries.page(reader("mayor"), queries.Filters(), now=NOON).rows) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Say what is to be done"),
        ({"addressee": ""}, "Choose who is to do it"),
        ({"addressee": "unit:nowhere"}, "Choose who is to do it"),
        ({"due_at": "2001-01-01T00:00"}, "lie ahead"),
        ({"due_at": "soon"}, "lie ahead"),
        ({"text": "x" * 4001}, "at most 4,000"),
    ],
)
def test_what_was_typed_stays_where_something_is_wrong(
    signed_in: SignedIn, changes: dict[str, str], sentence: str
) -> None:
    mayor = signed_in("mayor")
    answer = mayor.post(f"{DESK}new/", filled(mayor, **{"text": "Typed with care.", **changes}))
    assert answer.status_code == 400
    assert sentence in words(answer)
    assert changes.get("text", "Typed with care.") in words(answer)
    assert queries.page(reader("mayor"), queries.Filters(), now=NOON).rows == []


def test_an_officer_sees_their_part_only(signed_in: SignedIn) -> None:
    issued("a", title="For climate")
    issued("b", title="For the east station", unit="fire-east")
    fire = signed_in("fire")
    everything = words(fire.get(f"{DESK}?whose=all"))
    assert "For the east station" in everything and "For climate" not in everything
    assert fire.get(f"{DESK}2022-000001/").status_code == 404
    assert act(fire, "2022-000001", "acknowledge").status_code == 404
    assert fire.get(f"{DESK}2022-000001/change/").status_code == 404
    assert "2022-000001" not in words(fire.get(f"{DESK}list.csv?whose=all"))
    assert "Climate" not in words(fire.get(f"{DESK}load/"))
    assert "For the east station" in words(fire.get(f"{DESK}?whose=unit"))
    assert "For the east station" not in words(fire.get(f"{DESK}?whose=mine"))


def test_who_may_not_act_is_told_and_nothing_is_lost(signed_in: SignedIn) -> None:
    one = issued()
    answer = act(signed_in("auditor"), one, "note", text="I have thoughts")
    assert answer.status_code == 400
    assert "somebody else" in words(answer)
    answer = act(signed_in("climate"), one, "report", text="Done before I read it")
    assert answer.status_code == 409
    assert "not possible any more" in words(answer)
    assert state(one) == "issued"


def test_a_report_that_is_refused_keeps_its_text(signed_in: SignedIn) -> None:
    one = issued()
    officer = signed_in("climate")
    act(officer, one, "acknowledge")
    act(officer, one, "start")
    script = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>")
    answer = act(officer, one, "report", text="Everything is washed.", file=script)
    assert answer.status_code == 400
    assert "JPEG, PNG or WebP" in words(answer)
    assert "Everything is washed." in words(answer)
    assert state(one) == "in_progress"


def test_the_second_of_two_is_shown_both(signed_in: SignedIn) -> None:
    one = issued()
    mayor = signed_in("mayor")
    form = filled(mayor) | {"revision": "1", "key": "first", "title": "Wash them twice"}
    assert mayor.post(f"{DESK}{one}/change/", form).status_code == 302
    second = form | {"key": "second", "title": "Sweep them"}
    answer = mayor.post(f"{DESK}{one}/change/", second)
    assert answer.status_code == 409
    assert "Sweep them" in words(answer) and "Wash them twice" in words(answer)
    again = second | {"revision": "2", "key": "third"}
    assert mayor.post(f"{DESK}{one}/change/", again).status_code == 302
    assert queries.directive(one, reader("mayor")).title == "Sweep them"


def test_evidence_is_shown_to_whoever_sees_the_directive_and_never_run(
    signed_in: SignedIn,
) -> None:
    one = issued()
    services.add_evidence(
        one, Handed(files=[attachment("a.jpg", JPEG), attachment("b.pdf", b"%PDF-1.7")]),
        by=reader("climate"),
    )  # fmt: skip
    photo, document = queries.evidence(queries.directive(one, reader("mayor")))
    shown = signed_in("mayor").get(f"{DESK}{one}/evidence/{photo.pk}")
    assert (shown.content[:3], shown["Content-Type"]) == (b"\xff\xd8\xff", "image/jpeg")
    assert "sandbox" in shown["Content-Security-Policy"]
    handed = signed_in("mayor").get(f"{DESK}{one}/evidence/{document.pk}")
    assert handed["Content-Disposition"] == "attachment"
    assert signed_in("fire").get(f"{DESK}{one}/evidence/{photo.pk}").status_code == 404


def test_the_list_is_searched_filtered_sorted_and_paged(signed_in: SignedIn) -> None:
    for number in range(35):
        issued(
            f"{number}",
            title=f"Task number{number:02d}",
            due_at=NOON + timedelta(hours=35 - number),
        )
    mayor = signed_in("mayor")
    first = words(mayor.get(DESK))
    assert first.index("number34") < first.index("number33")
    assert "number00" not in first
    older = re.search(r'href="\?([^"]+)">More', first)
    assert older
    assert "number00" in words(mayor.get(f"{DESK}?{older[1].replace('&amp;', '&')}"))
    assert words(mayor.get(f"{DESK}?q=number07")).count("directive-title") == 1
    assert words(mayor.get(f"{DESK}?state=closed")).count("directive-title") == 0
    assert "No directive here" in words(mayor.get(f"{DESK}?state=closed"))
    newest = words(mayor.get(f"{DESK}?sort=newest"))
    assert newest.index("number34") < newest.index("number30")
    assert "number34" in words(mayor.get(f"{DESK}?sort=newest&after=rubbish")), "begins anew"


def test_what_is_late_is_marked_and_counted(signed_in: SignedIn, clock: FixedClock) -> None:
    one = issued(due_at=NOON + timedelta(hours=1))
    services.act(one, Act.ACKNOWLEDGE, by=reader("climate"))
    mayor = signed_in("mayor")
    assert 'class="late"' not in words(mayor.get(DESK))
    clock.advance(timedelta(hours=2))
    assert 'class="late"' in words(mayor.get(f"{DESK}?state=late"))
    assert 'class="is-late">1<' in words(mayor.get(f"{DESK}load/"))


def test_the_file_says_the_same_and_no_formula(signed_in: SignedIn) -> None:
    issued(title="=HYPERLINK(1)")
    answer = signed_in("mayor").get(f"{DESK}list.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "2022-000001,issued,no,normal,'=HYPERLINK(1)" in words(answer)


def test_a_template_fills_the_form(signed_in: SignedIn) -> None:
    mayor = signed_in("mayor")
    told = {
        "name": "Round", "title": "Look at the gates", "addressee": "unit:climate",
        "priority": "normal", "required_evidence": "photo", "hours": "8", "every": "day",
        "first_at": "2022-03-06T09:00",
    }  # fmt: skip
    assert mayor.post(f"{DESK}templates/", told).status_code == 302
    (template,) = queries.templates()
    assert template.next_at is not None and template.next_at.hour == 0
    form = words(mayor.get(f"{DESK}new/?template={template.pk}"))
    assert "Look at the gates" in form
    assert '<option value="unit:climate" selected>' in form
    assert mayor.post(f"{DESK}templates/", told | {"hours": "x"}).status_code == 400
    assert mayor.post(f"{DESK}templates/{template.pk}/remove/").status_code == 302
    assert queries.templates() == []


def test_every_page_speaks_korean(signed_in: SignedIn) -> None:
    one = issued()
    mayor = signed_in("mayor")
    for path, said in [("", "지시사항"), ("new/", "지금 발령"), (f"{one}/", "경과"),
                       ("load/", "부서별 업무량"), ("templates/", "새 서식")]:  # fmt: skip
        assert said in words(mayor.get(f"/desk/directives/{path}"))
