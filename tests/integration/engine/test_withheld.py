"""Nothing of a withheld incident is shown to the public, wherever the public looks (invariant 4).

What is public by design: that it is there, its number, its kind, its district, its day, who
decided, why, until when; that it needs attention; and the counts of its kind.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client

from simin.config.engine import Engine
from simin.domains.identity.roles import Role
from simin.domains.incidents import services
from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.frame import View
from simin.domains.picture.models import StoredFrame as Kept
from simin.live.frames import StoredFrame
from simin.live.memory_store import MemoryStore
from tests.factories import canary, people
from tests.factories.viewer import Viewer
from tests.integration.engine.addresses import addresses
from tests.integration.engine.conftest import Town
from tests.integration.live.conftest import BOOTH, running

WITHHELD, PUBLIC = "rescue", "flood"


class Sung:
    """A town in which a canary was reported at ``at``."""

    def __init__(self, town: Town, kind: str) -> None:
        town.live(60)
        self.town = town
        town.clock.advance(timedelta(minutes=1))
        self.at = town.clock.now()
        district = town.pack.districts[0].id
        self.incident = canary.reported(kind, district, now=self.at)
        town.live(20)

    @property
    def card(self) -> str:
        return f"incident/{self.incident}"

    def addresses(self) -> list[str]:
        ids = [card.id for card in self.town.seen().cards]
        found = addresses(sorted({*ids, self.card}))
        return [address for many in found.values() for address in many]

    def end(self) -> None:
        """It ends, and two hours later it has left the picture."""
        now = self.town.clock.now()
        services.advance(self.incident, state="closed", told=canary.told(now))
        self.town.live(120)
        # An engine that starts looks at everything, also at what only time changes.
        self.town.engine = Engine(self.town.pack, self.town.clock, starts=2)
        self.town.engine.tick()
        assert self.card not in {card.id for card in self.town.seen().cards}

    def heard(self, client: Client) -> dict[str, list[str]]:
        """Addresses at which ``client`` is told something, and what."""
        told = {address: self.told(client, address) for address in self.addresses()}
        return {address: what for address, what in told.items() if what}

    def told(self, client: Client, address: str) -> list[str]:
        answer = client.get(address)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, address
        headers = str(dict(answer.items())).encode()
        return canary.sung(answer.getvalue() + headers, self.at)


@pytest.fixture
def sung(town: Town) -> Sung:
    return Sung(town, WITHHELD)


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(people.account("kim", *roles))
    return client


def test_the_walk_hears_a_canary_that_is_not_withheld(town: Town, client: Client) -> None:
    sung = Sung(town, PUBLIC)
    heard = sung.heard(client)
    assert {"/", "/en/", f"/card/{sung.card}", f"/card/{sung.card}.json"} <= heard.keys()
    assert set(canary.times(sung.at)) & set(heard[f"/card/{sung.card}.json"])


def test_the_public_is_told_nothing_on_any_page(sung: Sung, client: Client) -> None:
    assert sung.heard(client) == {}
    sung.end()
    assert sung.heard(client) == {}


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.DEPARTMENT_OFFICER, Role.SOURCE_ADMINISTRATOR])
def test_an_account_outside_the_office_is_told_nothing(sung: Sung, role: Role) -> None:
    assert sung.heard(signed_in(role)) == {}


@pytest.mark.parametrize("role", [Role.MAYOR, Role.PUBLISHER])
def test_the_office_sees_it_on_its_pages_only(sung: Sung, role: Role) -> None:
    heard = sung.heard(signed_in(role))
    own = {"/office/", "/en/office/", f"/card/{sung.card}", f"/card/{sung.card}.json"}
    assert own <= heard.keys()
    assert "/" not in heard and "/en/" not in heard


def test_what_the_office_sees_nobody_keeps(sung: Sung) -> None:
    mayor = signed_in(Role.MAYOR)
    for address in sung.heard(mayor):
        kept = mayor.get(address)["Cache-Control"]
        assert "no-store" in kept and "private" in kept and "public" not in kept, address


def test_the_public_is_told_that_it_is_there(sung: Sung) -> None:
    (found,) = (card for card in sung.town.seen().cards if card.id == sung.card)
    assert isinstance(found, WithheldCard)
    assert isinstance(sung.town.card(sung.card), Card)
    attention = sung.town.card("city/attention")
    assert sung.card in {entry["card"] for entry in attention.body["entries"]}


def test_the_time_bar_marks_a_grave_incident_unless_it_is_withheld(
    sung: Sung, client: Client
) -> None:
    def marked() -> list[str]:
        return [mark["en"] for _, _, mark in client.get("/city/history.json").json() if mark]

    assert "Rescue" not in marked()
    district = sung.town.pack.districts[0].id
    canary.reported(PUBLIC, district, now=sung.town.clock.now(), number=2)
    sung.town.live(10)
    assert "Flood" in marked()


def kept_frames() -> MemoryStore:
    store = MemoryStore()
    for row in Kept.objects.order_by("number"):
        store.add(StoredFrame(row.number, bytes(row.public), bytes(row.office), row.hash))
    return store


def live_answers(store: MemoryStore, query: str) -> Iterator[tuple[str, bytes]]:
    """What the gateway answers at all of its addresses, streams from the start included."""
    head = store.span().head
    asked = [f"/live/snapshot?{query}", "/live/head", "/health", "/live/none", "/live/frames/0"]
    asked += [f"/live/snapshot?at={number}&{query}" for number in range(1, head + 1)]
    asked += [f"/live/frames/{number}?{query}" for number in range(1, head + 2)]
    with running(store) as live:
        for path in asked:
            yield path, live.ask(path)[1]
        for start in ("", f"&from={max(1, head - 3)}"):
            path = f"/live/stream?{query}{start}"
            with Viewer(live.port, path) as viewer:
                yield path, b"".join(wire for _, _, wire in viewer.until(head))


def heard_live(at: datetime, query: str) -> set[str]:
    answers = live_answers(kept_frames(), query)
    return {path for path, body in answers if canary.sung(body, at)}


def test_the_public_is_told_nothing_live(sung: Sung) -> None:
    sung.end()
    assert heard_live(sung.at, "view=public") == set()


def test_the_office_is_told_live(sung: Sung) -> None:
    ticket = f"view={View.OFFICE}&ticket={BOOTH.issue('kim')}"
    heard = heard_live(sung.at, ticket)
    assert {f"/live/snapshot?{ticket}", f"/live/stream?{ticket}"} <= heard
