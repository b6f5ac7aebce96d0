"""A withheld incident that ends, beside one that is not withheld: pages and live (invariant 4)."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from simin.domains.picture.frame import View
from simin.domains.picture.models import StoredFrame as Kept
from simin.live.frames import StoredFrame
from simin.live.memory_store import MemoryStore
from tests.factories import canary
from tests.factories.viewer import Viewer
from tests.integration.engine.conftest import Town
from tests.integration.engine.sung import PUBLIC, WITHHELD, Sung
from tests.integration.live.conftest import BOOTH, running


@pytest.fixture
def sung(town: Town) -> Sung:
    return Sung(town, WITHHELD)


def test_the_walk_hears_a_canary_that_is_not_withheld(town: Town, client: Client) -> None:
    sung = Sung(town, PUBLIC)
    heard = sung.heard(client)
    assert {"/", "/en/", f"/card/{sung.card}", f"/card/{sung.card}.json"} <= heard.keys()
    assert set(canary.times(sung.at)) & set(heard[f"/card/{sung.card}.json"])


def test_the_public_is_told_nothing_on_any_page(sung: Sung, client: Client) -> None:
    assert sung.heard(client) == {}
    sung.end()
    assert sung.heard(client) == {}


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
