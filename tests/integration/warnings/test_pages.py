"""The desk's pages of warnings: who may, what is kept of what was typed, and what is sent once."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity.roles import Role
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.picture.frame import View
from simin.domains.warnings import cards, queries, services
from simin.kit.clock import FixedClock, wire
from tests.factories import card_town, people
from tests.factories.incidents import minutes
from tests.factories.warnings import SECOND, WRITER, drafted, issued, reason, received, reworded
from tests.standing import standing

pytestmark = pytest.mark.django_db
INCIDENT = "2022-000001"
type SignedIn = Callable[..., Client]


def build() -> None:
    card_town.build()
    wire(FixedClock(minutes(105)))


town = standing(build, autouse=True)


@pytest.fixture
def signed_in() -> SignedIn:
    def sign_in(name: str = WRITER, role: Role = Role.DUTY_OFFICER) -> Client:
        client = Client()
        client.force_login(people.account(name, role))
        return client

    return sign_in


def form(client: Client, address: str) -> dict[str, object]:
    """The fields as the page fills them in."""
    page = client.get(address)
    assert page.status_code == 200, page.content[:300]
    typed = page.context["form"].typed
    return {
        **typed.fields,
        "districts": typed.districts,
        "submission": typed.submission,
        "revision": typed.revision,
    }


DRAFT = f"/en/desk/warnings/from/{INCIDENT}/"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CITIZEN, 403),
        (Role.DEPARTMENT_OFFICER, 403),
        (Role.AUDITOR, 403),
        (Role.DUTY_OFFICER, 200),
        (Role.MAYOR, 200),
        (Role.PUBLISHER, 200),
    ],
)
def test_who_may_draft(signed_in: SignedIn, role: Role, status: int) -> None:
    assert signed_in("someone", role).get(DRAFT).status_code == status
    assert Client().get(DRAFT).status_code == 302


def test_an_auditor_reads_drafts_and_changes_nothing(signed_in: SignedIn) -> None:
    number = drafted()
    auditor = signed_in("auditor", Role.AUDITOR)
    page = text(auditor.get(f"/en/desk/warnings/{number}/"))
    assert "Fire warning for Eastside" in page
    assert "Approve and warn" not in page and "/edit/" not in page
    assert auditor.post(f"/desk/warnings/{number}/approve/").status_code == 403


def test_the_button_is_on_the_incidents_page_for_those_who_may(signed_in: SignedIn) -> None:
    address = f"/en/card/incident/{INCIDENT}"
    assert DRAFT in text(signed_in().get(address))
    assert DRAFT not in text(signed_in("auditor", Role.AUDITOR).get(address))
    assert DRAFT not in text(signed_in("citizen", Role.CITIZEN).get(address))
    assert DRAFT not in text(Client().get(address))


def test_a_draft_from_an_incident(signed_in: SignedIn) -> None:
    client = signed_in()
    fields = form(client, DRAFT)
    assert fields["radius_km"] == "1.5"
    for _ in range(2):  # the button was pressed twice
        sent = client.post(DRAFT, fields)
        assert sent.status_code == 302
    (warning,) = queries.page().rows
    assert sent["Location"] == f"/en/desk/warnings/{warning.pk}/"
    assert (warning.authors, warning.incident, warning.origin) == ([WRITER], INCIDENT, "replayed")


def test_nobody_is_warned_of_an_unknown_incident(signed_in: SignedIn) -> None:
    assert signed_in().get("/en/desk/warnings/from/2022-999999/").status_code == 404


def test_what_is_wrong_is_named_and_what_was_typed_is_kept(signed_in: SignedIn) -> None:
    client = signed_in()
    fields = form(client, DRAFT) | {
        "headline_ko": "",
        "expires": "tomorrow",
        "radius_km": "wide",
        "severity": "awful",
        "web": "city",
        "description_en": "My <b>own</b> words",
        "districts": ["atlantis"],
    }
    answer = client.post(DRAFT, fields)
    page = text(answer)
    assert answer.status_code == 422
    wrong = {name for name, _, _ in answer.context["form"].faults}
    assert wrong == {"headline_ko", "expires", "radius_km", "severity", "web", "districts"}
    assert "My &lt;b&gt;own&lt;/b&gt; words" in page
    for said in ("tomorrow", "wide", 'value="city"', "Give a date and a time."):
        assert said in page
    assert queries.page().rows == []


def test_the_second_of_two_people_sees_both_versions(signed_in: SignedIn) -> None:
    number = drafted()
    address = f"/en/desk/warnings/{number}/edit/"
    client = signed_in()
    fields = form(client, address)
    services.edit(number, reworded("Theirs, saved first"), revision=1, by=SECOND, at=minutes(105))
    answer = client.post(address, fields | {"headline_en": "Mine, saved later"})
    page = text(answer)
    assert answer.status_code == 409
    assert "Theirs, saved first" in page and "Mine, saved later" in page
    again = answer.context["form"].typed
    assert again.fields["headline_en"] == "Mine, saved later"
    saved = client.post(address, {**fields, **again.fields, "revision": again.revision})
    assert saved.status_code == 302
    draft = queries.draft_of(queries.warning(number))
    assert draft is not None and draft.headline["en"] == "Mine, saved later"


def test_the_preview_is_what_a_citizen_will_see(signed_in: SignedIn) -> None:
    number = drafted()
    page = text(signed_in().get(f"/en/desk/warnings/{number}/"))
    for said in ("Close your windows.", "A warehouse burns.", "Severe", 'class="area-shape"'):
        assert said in page
    assert "A second person approves it" in page
    assert "Approve and warn the public" not in page


def test_who_wrote_it_cannot_approve_by_hand_either(signed_in: SignedIn) -> None:
    number = drafted()
    answer = signed_in().post(f"/en/desk/warnings/{number}/approve/", {"revision": 1}, follow=True)
    assert "You wrote this. A second person approves it." in text(answer)
    assert queries.warning(number).state == "drafted"


def test_a_second_person_approves_what_they_read(signed_in: SignedIn) -> None:
    number = drafted()
    client = signed_in(SECOND, Role.DEPUTY)
    services.edit(number, reworded("Changed"), revision=1, by=WRITER, at=minutes(105))
    address = f"/en/desk/warnings/{number}/approve/"
    assert "changed meanwhile" in text(client.post(address, {"revision": 1}, follow=True))
    assert queries.warning(number).state == "drafted"
    for _ in range(2):
        assert client.post(address, {"revision": 2}).status_code == 302
    assert len(queries.messages(number)) == 1
    assert "The public is warned." in text(client.get(f"/en/desk/warnings/{number}/"))


def test_update_then_cancel(signed_in: SignedIn) -> None:
    number = issued()
    client = signed_in()
    edit = client.post(f"/en/desk/warnings/{number}/update/")["Location"]
    fields = form(client, edit) | {"headline_en": "Wider than before"}
    assert client.post(edit, fields).status_code == 302
    assert "an update waits" in text(client.get("/en/desk/warnings/"))
    services.approve(number, revision=3, by=SECOND, at=minutes(106))
    cancel = f"/en/desk/warnings/{number}/cancel/"
    empty = client.post(cancel, {"reason_ko": "끝"})
    assert empty.status_code == 422 and "끝" in text(empty)
    done = {f"reason_{code}": said for code, said in reason().items()}
    assert client.post(cancel, done).status_code == 302
    page = text(client.get(f"/en/desk/warnings/{number}/"))
    assert "The fire is out." in page and "Wider than before" in page
    assert [one.type for one in queries.messages(number)] == ["alert", "update", "cancel"]
    late = client.post(f"/en/desk/warnings/{number}/update/", follow=True)
    assert "not possible any more" in text(late)


def test_the_list_is_found_by_state_and_words(signed_in: SignedIn) -> None:
    client = signed_in()
    assert "Nobody had to be warned yet" in text(client.get("/en/desk/warnings/"))
    drafted("one")
    issued("two", headline={"ko": "홍수", "en": "Flood at the quay"})
    assert "Flood at the quay" in text(client.get("/en/desk/warnings/?state=issued"))
    assert "Fire warning" not in text(client.get("/en/desk/warnings/?state=issued"))
    assert "Flood" not in text(client.get("/en/desk/warnings/?q=fire+warn"))
    assert "No warning is like that" in text(client.get("/en/desk/warnings/?q=dragon"))
    assert "Flood at the quay" in text(client.get("/en/desk/warnings/?cursor=broken"))


@pytest.fixture
def in_picture() -> int:
    number = issued()
    services.receive(received(), received_at=minutes(1))
    card_town.publish(cards.shown(minutes(105)))
    return number


@pytest.mark.parametrize("address", ["/", "/en/"])
def test_citizens_read_it_first_without_a_script(in_picture: int, address: str) -> None:
    page = text(Client().get(address))
    said = "Fire warning for Eastside" if "en" in address else "동쪽구 화재 경보"
    assert page.index(said) < page.index("neighbourhood-title")
    assert page.count('class="card warning"') == 3  # two, and the blank of the script
    assert "호우 경보" in page


def test_its_page_has_everything_and_stays(in_picture: int, signed_in: SignedIn) -> None:
    address = f"/en/card/warning/{in_picture}"
    page = text(Client().get(address))
    for said in ("Close your windows.", "119", "sample-warning", "area-shape"):
        assert said.replace("sample", "town") in page
    services.cancel(in_picture, reason=reason(), by=WRITER, at=minutes(110))
    publishing.publish(
        changed=[],
        removed=[f"warning/{in_picture}"],
        at=minutes(110),
        city_time=minutes(110),
        speed=1.0,
    )
    page = text(Client().get(address))
    assert "This has left the live picture" in page and "The fire is out." in page
    assert "duty" not in page  # who wrote it is no business of everyone
    assert Client().get("/en/card/warning/999").status_code == 404
    assert Client().get("/en/card/warning/x").status_code == 404
    drafted("secret")
    newest = queries.page().rows[0].pk
    assert Client().get(f"/en/card/warning/{newest}").status_code == 404


def test_anothers_page_names_its_source(in_picture: int) -> None:
    card = next(one for one in _shown() if one.startswith("warning/received-"))
    page = text(Client().get(f"/card/{card}"))
    assert "기상청" in page and "호우" in page


def _shown() -> list[str]:
    snapshot = picture.current(View.PUBLIC)
    assert snapshot is not None
    return [card.id for card in snapshot.cards]
