"""The phone's page without scripts, and what the office sees of it."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.context import Context
from django.test import Client, RequestFactory

from simin.domains.audit import queries as audit
from simin.domains.field import queries, services
from simin.domains.field.models import Invitation
from simin.domains.field.policies import MOST_TRIES
from simin.domains.field.states import CallAct, Side
from simin.domains.identity import queries as identity
from simin.domains.incidents import queries as incidents
from simin.domains.projects import services as towns_projects
from simin.web.field.entering import now
from simin.web.templatetags.field import field_rings
from tests.factories.field_town import FIRE, SECRET, invited, sent
from tests.factories.incidents import NOON
from tests.factories.pictures import photo
from tests.factories.project_town import bridge

pytestmark = pytest.mark.usefixtures("store")
PAGE = f"/en/field/{SECRET}/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def as_user(client: Client) -> Callable[[str], Client]:
    def sign_in(username: str) -> Client:
        client.force_login(identity.account(username))
        return client

    return sign_in


def test_the_phone_sees_its_incident_and_gets_no_cookie(client: Client) -> None:
    invited(now=now())
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "Fire, Eastside" in answer.text and "Engine 3" in answer.text
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "no-referrer"
    assert 'name="referrer" content="no-referrer"' in answer.text
    assert "camera=(self), " in answer["Permissions-Policy"]
    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert "camera=()" in client.get("/en/account/login/")["Permissions-Policy"]


def test_words_and_photos_are_sent_by_a_plain_form_once(client: Client) -> None:
    link = invited(now=now())
    for _ in range(2):
        files = [SimpleUploadedFile("../../etc/x.php", photo(), "text/html")]
        told = {"text": "Smoke", "key": "one", "photo": files}
        answer = client.post(f"{PAGE}send", told)
        assert answer["Location"] == f"{PAGE}?sent"
    client.post(f"{PAGE}send", {"text": "More smoke", "key": "two"})
    assert [one.text for one in queries.reports_by(link)] == ["More smoke", "Smoke"]
    page = client.get(PAGE).text
    small = re.search(r'src="([^"]*/photo/\d+)"', page)
    assert small
    shown = client.get(small[1])
    assert shown["Content-Type"] == "image/jpeg"
    assert "sandbox" in shown["Content-Security-Policy"]


def test_what_is_refused_keeps_what_was_typed(client: Client) -> None:
    invited(now=now())
    told = {"text": "Look <here>", "key": "one", "photo": BytesIO(b"<svg>")}
    answer = client.post(f"{PAGE}send", told)
    assert answer.status_code == 400
    assert "Look &lt;here&gt;" in answer.text and "JPEG, PNG or WebP" in answer.text
    refused = client.post(f"{PAGE}send", {"text": "", "key": "two"}, headers=JSON)
    assert (refused.status_code, refused.json()["field"]) == (422, "text")


def test_a_unit_goes_on_and_not_back(client: Client) -> None:
    invited(now=now())
    assert "On the way" in client.get(PAGE).text
    client.post(f"{PAGE}state", {"state": "arrived", "key": "one"})
    assert [one.state for one in incidents.units(FIRE)] == ["arrived"]
    assert client.post(f"{PAGE}state", {"state": "en_route", "key": "two"}).status_code == 409
    assert client.post(f"{PAGE}state", {"state": "flying", "key": "two"}).status_code == 409


def test_a_link_that_has_ended_loses_nothing_that_was_typed(client: Client) -> None:
    link = invited(now=now() - timedelta(hours=13))
    answer = client.post(f"{PAGE}send", {"text": "Nobody read this", "key": "one"})
    assert answer.status_code == 410
    assert "Nobody read this" in answer.text and "has run out" in answer.text
    assert client.post(f"{PAGE}send", {"text": "x"}, headers=JSON).json()["error"] == "link-expired"
    assert client.patch(f"{PAGE}uploads/x").status_code == 410
    assert queries.reports_by(link) == []


def test_the_office_is_told_that_a_link_has_ended_and_records_on(
    as_user: Callable[[str], Client],
) -> None:
    before = now() - timedelta(hours=13)
    link = invited(now=before)
    call = services.call_up(link.handle, side=Side.PHONE, account="", now=before)
    services.answer(call.id, CallAct.ACCEPT, side=Side.ROOM, account="duty", now=before)
    services.agree(call.id, allowed=True, side=Side.ROOM, account="duty", now=before)
    services.agree(call.id, allowed=True, side=Side.PHONE, account="", now=before)
    office, place = as_user("duty"), f"/desk/field/call/{call.id}/uploads"
    assert office.post(f"/desk/field/{link.handle}/call").status_code == 410

    def begun(kind: str) -> tuple[int, str]:
        told = f"key {b64encode(kind.encode()).decode()},kind {b64encode(kind.encode()).decode()}"
        head = {"Upload-Length": "5", "Upload-Metadata": told}
        answer = office.post(place, headers=head)
        return answer.status_code, answer.get("Location", "")

    assert begun("snapshot")[0] == 410
    status, where = begun("recording")
    assert status == 201
    kind = "application/offset+octet-stream"
    sent = office.patch(
        where, b"\x1a\x45\xdf\xa3.", content_type=kind, headers={"Upload-Offset": "0"}
    )
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "5")


def test_guesses_are_refused_and_counted(client: Client) -> None:
    answers = [client.get(f"/field/{number}/").status_code for number in range(MOST_TRIES + 1)]
    assert answers == [404] * MOST_TRIES + [429]


def test_a_position_needs_a_yes(client: Client) -> None:
    link = invited(now=now())
    where = {"longitude": "127.01", "latitude": "37.51", "accuracy": "8"}
    assert client.post(f"{PAGE}position", where, headers=JSON).status_code == 422
    client.post(f"{PAGE}position", {"allowed": "1"}, headers=JSON)
    assert client.post(f"{PAGE}position", where, headers=JSON).status_code == 200
    assert client.post(f"{PAGE}position", {"latitude": "x"}, headers=JSON).status_code == 422
    client.post(f"{PAGE}position", {"allowed": "0"}, headers=JSON)
    assert queries.last_position(queries.invitation(link.handle)) is None


def test_the_duty_officer_makes_a_link_and_sees_it_once(as_user: Callable[[str], Client]) -> None:
    office = as_user("duty")
    form = office.get(f"/en/desk/field/new?card=incident/{FIRE}")
    # Before the first picture nobody knows a card.
    assert form.status_code == 404


def test_who_may_look_and_who_may_act(as_user: Callable[[str], Client]) -> None:
    link = invited(now=now())
    projects = [bridge(unit="fire"), bridge(id="far", unit="parks")]
    towns_projects.take(projects, by=None, at=NOON)
    project = invited(secret="p" * 43, key="p", subject="project/bridge", unit="", now=now())
    another = invited(secret="a" * 43, key="a", subject="project/far", unit="", now=now())
    fire, site = f"/en/desk/field/{link.handle}/", f"/en/desk/field/{project.handle}/"
    seen = {
        name: tuple(as_user(name).get(path).status_code for path in ("/en/desk/field/", fire, site))
        for name in ("duty", "mayor", "officer", "auditor", "citizen")
    }
    assert seen["duty"] == seen["mayor"] == seen["auditor"] == (200, 200, 200)
    assert seen["officer"] == (200, 404, 200)
    officer = as_user("officer")
    assert officer.get(f"/en/desk/field/{another.handle}/").status_code == 404
    assert officer.post(f"/en/desk/field/{another.handle}/call").status_code == 404
    assert another.handle not in officer.get("/en/desk/field/").text
    assert seen["citizen"][0] == 403
    assert as_user("auditor").post(f"{fire}revoke").status_code == 404
    assert as_user("duty").post(f"{fire}revoke").status_code == 302
    assert queries.invitations_of(link.subject)[0].revoked_at is not None


def test_a_site_rings_at_whoever_let_the_phone_in(
    as_user: Callable[[str], Client], rf: RequestFactory
) -> None:
    def rings(username: str, path: str = "") -> bool:
        """On a page of the field, or on one that others see too."""
        if path:
            return f'data-field-account="{username}"' in as_user(username).get(path).text
        request = rf.get("/en/office/")
        request.user = identity.account(username)
        return field_rings(Context({"request": request}))

    field, project = "/en/desk/field/", "/en/desk/projects/bridge/"
    towns_projects.take([bridge(unit="fire")], by=None, at=NOON)
    assert rings("officer", field) and rings("officer", project) and rings("duty")
    assert not rings("auditor", project) and not rings("auditor") and not rings("officer")
    link = invited(subject="project/bridge", unit="", by="officer", now=now())
    assert rings("officer") and rings("officer", f"{field}{link.handle}/")
    services.revoke(link.handle, by="officer", now=now())
    assert not rings("officer")


def test_who_looks_at_a_position_is_written_down(as_user: Callable[[str], Client]) -> None:
    link = invited(now=now())
    services.allow_position(link.handle, allowed=True, now=now())
    services.share_position(
        link.handle, longitude=127.01, latitude=37.51, accuracy=8, sent=sent(now=now())
    )
    office, path = as_user("duty"), f"/en/desk/field/{link.handle}/"
    listed = office.get("/en/desk/field/").text
    assert "Shows where they are" in listed and "37.51" not in listed
    assert not audit.readers_of(f"field/{link.handle}")
    for _ in range(2):
        assert "37.51000, 127.01000" in office.get(path).text
    Invitation.objects.update(expires_at=now())
    assert "37.51" not in office.get(path).text
    found = audit.readers_of(f"field/{link.handle}")
    assert [(one.account, one.details["purpose"]) for one in found] == [("duty", "See the fire")]


def test_the_office_sees_photos_whole(as_user: Callable[[str], Client]) -> None:
    link = invited(now=now())
    made = services.report_photo(link.handle, content=photo(), text="", sent=sent(now=now()))
    office = as_user("duty")
    assert office.get(f"/en/desk/field/picture/{made.id}").getvalue()[:2] == b"\xff\xd8"
    assert office.get(f"/en/desk/field/recording/{made.id}").status_code == 404
    assert as_user("officer").get(f"/en/desk/field/picture/{made.id}").status_code == 404
