"""The pages of steps, in the name of whoever asks; refusals keep what was typed."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from simin.domains.audit import queries as audit
from simin.domains.identity import queries as identity
from simin.domains.procedures import queries, services
from simin.kit import file_store
from simin.kit.clock import FixedClock
from simin.kit.file_store import RememberedStore
from tests.factories.pictures import photo as drawn
from tests.factories.procedure_town import burning, done, number, procedure, states, step

STEPS = "/en/desk/steps/"
type SignedIn = Callable[[str], Client]


@pytest.fixture
def signed_in(clock: FixedClock) -> SignedIn:
    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(identity.account(username))
        return client

    return client_of


@pytest.fixture(autouse=True)
def _files() -> Iterator[None]:
    kept = RememberedStore()
    file_store.wire(lambda owner: kept)
    yield
    file_store.wire(None)


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def act(client: Client, which: int, what: str, **told: object) -> HttpResponse:
    return client.post(f"{STEPS}{which}/{what}/", {"key": f"{which}-{what}", **told})  # type: ignore[dict-item, return-value]


@pytest.mark.parametrize("path", ["", "of/2022-000001/"])
@pytest.mark.parametrize("username", [None, "citizen"])
def test_who_does_not_work_for_the_city_sees_nothing(
    signed_in: SignedIn, clock: FixedClock, path: str, username: str | None
) -> None:
    burning(clock)
    client = signed_in(username) if username else Client()
    assert client.get(STEPS + path).status_code == (403 if username else 302)


def test_an_owner_finds_the_step_and_does_it(signed_in: SignedIn, clock: FixedClock) -> None:
    one = burning(clock)
    done(one, "confirm")
    fire = signed_in("fire")
    page = words(fire.get(STEPS))
    assert "Arrive" in page and "Report and finish" in page
    arrive = number(one, "arrive")
    refused = act(fire, arrive, "finish", text="  ", next=STEPS)
    assert refused.status_code == 400 and "evidence that was asked for" in words(refused)
    assert act(fire, arrive, "finish", text="There.", next=STEPS).url == STEPS
    assert states(one)["arrive"] == "done"
    assert "Count" in words(fire.get(STEPS))


def test_what_was_typed_stays_where_something_is_wrong(
    signed_in: SignedIn, clock: FixedClock
) -> None:
    one = burning(clock)
    done(one, "confirm")
    done(one, "arrive", by="fire", text="There.")
    answer = act(signed_in("fire"), number(one, "count"), "finish", value="many", text="About so.")
    assert answer.status_code == 400
    assert "such as 3.1" in words(answer) and 'value="many"' in words(answer)
    assert "About so." in words(answer)
    assert act(signed_in("fire"), number(one, "count"), "finish", value="3,5").status_code == 302
    (figure,) = [piece for piece in queries.evidence(one) if piece.kind == "number"]
    assert figure.value == 3.5


def test_a_photo_is_kept_without_its_secrets_and_shown_to_who_may_see_it(
    signed_in: SignedIn, clock: FixedClock
) -> None:
    told = procedure("fire", step("look", evidence="photo"), kind="fire")
    services.define_procedures([told], at=clock.now())
    one = burning(clock)
    fire, photo = signed_in("fire"), SimpleUploadedFile("a.jpg", drawn(), "image/jpeg")
    broken = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff broken", "image/jpeg")
    assert act(fire, number(one, "look"), "finish", photo=broken).status_code == 400
    assert act(fire, number(one, "look"), "finish", photo=photo).status_code == 302
    (kept,) = queries.evidence(one)
    for size in ("small", "full"):
        answer = fire.get(f"{STEPS}evidence/{kept.pk}/{size}/")
        assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert signed_in("mayor").get(f"{STEPS}evidence/{kept.pk}/full/").status_code == 200
    assert signed_in("climate").get(f"{STEPS}evidence/{kept.pk}/full/").status_code == 404
    looks = audit.readers_of(f"incident/{one}")
    assert [entry.account for entry in looks] == ["mayor", "fire"]


def test_no_photo_is_kept_of_whose_step_it_is_not(signed_in: SignedIn, clock: FixedClock) -> None:
    told = procedure("fire", step("look", evidence="photo"), kind="fire")
    services.define_procedures([told], at=clock.now())
    one, store = burning(clock), RememberedStore()
    file_store.wire(lambda _: store)
    photo = SimpleUploadedFile("a.jpg", drawn(), "image/jpeg")
    answer = act(signed_in("climate"), number(one, "look"), "finish", photo=photo)
    assert answer.status_code == 403 and not store.put_at


def test_somebody_elses_step_cannot_be_done(signed_in: SignedIn, clock: FixedClock) -> None:
    one = burning(clock)
    answer = act(signed_in("climate"), number(one, "confirm"), "finish")
    assert answer.status_code == 403
    assert "data-main" not in words(signed_in("climate").get(f"{STEPS}of/{one}/"))


def test_steps_of_what_is_withheld_are_for_the_office_and_for_who_has_a_part_in_them(
    signed_in: SignedIn, clock: FixedClock
) -> None:
    services.define_procedures([procedure("rescue", step("pull"), kind="rescue")], at=clock.now())
    one = burning(clock, kind="rescue")
    path, pull = f"{STEPS}of/{one}/", number(one, "pull")
    answers = {name: signed_in(name).get(path).status_code for name in ("mayor", "fire", "climate")}
    assert answers == {"mayor": 200, "fire": 200, "climate": 404}
    assert act(signed_in("climate"), pull, "finish").status_code == 404
    assert states(one)["pull"] == "open"
    fire = burning(clock, "2")
    assert signed_in("climate").get(f"{STEPS}of/{fire}/").status_code == 200


def test_twice_is_once_and_what_is_done_says_so(signed_in: SignedIn, clock: FixedClock) -> None:
    one = burning(clock)
    duty, first = signed_in("duty"), number(one, "confirm")
    assert [act(duty, first, "finish").status_code for _ in range(2)] == [302, 302]
    answer = duty.post(f"{STEPS}{first}/finish/", {"key": "another"})
    assert answer.status_code == 409 and "not possible any more" in words(answer)


def test_a_live_screen_asks_for_json(signed_in: SignedIn, clock: FixedClock) -> None:
    one = burning(clock)
    json = {"HTTP_ACCEPT": "application/json"}
    duty, first = signed_in("duty"), number(one, "confirm")
    refused = duty.post(f"{STEPS}{first}/skip/", {"reason": ""}, **json)
    assert refused.status_code == 400 and "reason" in refused.json()["faults"]
    assert duty.post(f"{STEPS}{first}/finish/", {}, **json).json() == {"done": True}
    part = words(duty.get(f"{STEPS}of/{one}/?part=steps"))
    assert part.startswith("<section") and "<html" not in part


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example"])
def test_nobody_is_led_elsewhere(signed_in: SignedIn, clock: FixedClock, next_page: str) -> None:
    one = burning(clock)
    answer = act(signed_in("duty"), number(one, "confirm"), "finish", next=next_page)
    assert answer.url == f"{STEPS}of/{one}/"


def test_what_is_not_there(signed_in: SignedIn) -> None:
    duty = signed_in("duty")
    assert duty.get(f"{STEPS}of/2022-999999/").status_code == 404
    assert act(duty, 999, "finish").status_code == 404
    assert duty.get(f"{STEPS}evidence/999/full/").status_code == 404
    assert duty.post(f"{STEPS}of/2022-999999/start/").status_code == 404


def test_no_page_says_drill_of_what_is_real(signed_in: SignedIn, clock: FixedClock) -> None:
    one = burning(clock)
    real = words(signed_in("duty").get(f"{STEPS}of/{one}/"))
    other = burning(clock, "2", drill=True)
    drill = words(signed_in("duty").get(f"{STEPS}of/{other}/"))
    assert not re.search(r"tag-drill", real) and re.search(r"tag-drill", drill)
