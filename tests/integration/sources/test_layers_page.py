"""The panel of layers, columns over time, and the sign on a tile."""

import msgspec
import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.models import LayerCheck, SchemaVersion
from simin.ingest.reconciliation import Layer
from tests.factories import people, source_town

pytestmark = pytest.mark.django_db

FEED = "air-hourly-0"
LAYERS = [
    Layer(name="fetched", expected=100, found=100, aside={"unread": 3}),
    Layer(name="parsed", expected=97, found=97),
    Layer(name="stored", expected=97, found=97, aside={"known": 35}),
    Layer(name="served", expected=62, found=60),
]


@pytest.fixture
def desk(client: Client) -> Client:
    source_town.build(10, wrong=False)
    client.force_login(people.account("keeper", Role.SOURCE_ADMINISTRATOR))
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_difference_is_said_in_words_and_marked_on_the_tile(desk: Client) -> None:
    LayerCheck.objects.create(
        feed=FEED, run=f"{FEED}@1", at=source_town.NOW, agrees=False,
        layers=msgspec.to_builtins(LAYERS), counted={},
    )  # fmt: skip
    page = text(desk, f"/en/desk/sources/{FEED}/")
    assert "“stored” handed on 62, here are 60: 2 are missing." in page
    assert "3 could not be read" in page and "35 known already" in page
    assert "No card is made of what it brought last." in page
    assert page.count("flow-bar") == 4
    board = text(desk, "/en/desk/sources/")
    assert board.count("≠") == 1 and "layers disagree" in board


def test_parts_of_cards_have_a_scale_and_words_of_their_own(desk: Client) -> None:
    """Four bars of 50 and one of 75 on one scale looked like layers that disagree."""
    rows = [Layer(name=name, expected=50, found=50) for name in ("fetched", "parsed", "stored")]
    shown = Layer(name="shown", expected=75, found=75, places=3)
    LayerCheck.objects.create(
        feed=FEED, run=f"{FEED}@1", at=source_town.NOW, agrees=True,
        layers=msgspec.to_builtins([*rows, shown]), counted={},
    )  # fmt: skip
    page = text(desk, f"/en/desk/sources/{FEED}/")
    assert page.count('class="flow-on" width="100') == 4
    assert "What the cards are made of now" in page
    assert "of 75 values that count now, of all runs, on 3 cards" in page


def test_parts_that_are_missing_on_cards_are_counted_against_what_is_due(desk: Client) -> None:
    shown = Layer(name="shown", expected=75, found=60, places=1)
    LayerCheck.objects.create(
        feed=FEED, run=f"{FEED}@1", at=source_town.NOW, agrees=False,
        layers=msgspec.to_builtins([LAYERS[0], shown]), counted={},
    )  # fmt: skip
    page = text(desk, f"/en/desk/sources/{FEED}/")
    assert "15 are missing." in page and 'class="flow-on" width="80.0"' in page


def test_a_feed_that_nobody_looked_at_has_no_panel(desk: Client) -> None:
    assert "Rows in and out" not in text(desk, f"/en/desk/sources/{FEED}/")
    assert "≠" not in text(desk, "/en/desk/sources/")


def shape(number: int, *columns: ColumnProfile, taken: bool = True) -> None:
    SchemaVersion.objects.create(
        feed=FEED, number=number, definition="d", taken=taken,
        columns=msgspec.to_builtins(columns), first_run=f"{FEED}@{number}", last_run="",
        first_at=source_town.NOW, last_at=source_town.NOW,
    )  # fmt: skip


def column(name: str, kind: str = "number") -> ColumnProfile:
    return ColumnProfile(name=name, type=kind, rows=9, empty=0)  # type: ignore[arg-type]


def test_columns_over_time_are_those_that_the_source_sent(desk: Client) -> None:
    shape(1, column("station", "text"), column("pm10"))
    shape(2, column("station", "integer"), column("PM10"), taken=False)
    page = text(desk, f"/en/desk/sources/{FEED}/")
    assert "new:</p>" not in page and "new: PM10" in page and "gone: pm10" in page
    assert "station: text → whole number" in page
    assert "the mapping could not take it" in page
    assert "station (text), pm10 (number)" in page
