"""Invariant 5 where it is read: no number on a page or in a file without its mark."""

import csv
import io
import re

import pytest
from django.test import Client

from simin.domains.identity.roles import Role
from simin.domains.picture.card import Card
from simin.ingest.pack import find_pack, read_pack
from tests.factories import people
from tests.integration.engine.conftest import Town, loaded
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARKED = re.compile(r"replayed \d{4}-\d\d-\d\d|synthetic")
PAGES = ("/en/", "/en/?district={district}", "/en/office/")


def lived_town() -> Town:
    town = loaded(read_pack(find_pack("sample")))
    town.live(180)
    return town


lived = standing(lived_town)


@pytest.fixture
def mayor(lived: Town, db: None) -> Client:
    client = Client()
    client.force_login(people.account("kim", Role.MAYOR))
    return client


def shown_of(town: Town, kind: str) -> list[Card]:
    """All of a kind that everyone sees; there are some."""
    found = [card for card in town.seen().cards if isinstance(card, Card) and card.kind == kind]
    assert found
    return found


def shown_cards(page: str) -> list[tuple[str, str]]:
    """Id and markup of each card; the browser's blanks are no cards."""
    visible = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    parts = re.split(r'data-card="', visible)[1:]
    return [(part.partition('"')[0], part) for part in parts]


def marks(markup: str) -> list[str]:
    """What the trust lines say; a source that is itself called synthetic is not marked twice."""
    return re.findall(r'data-bind="(?:mark|source)">([^<]*)<', markup)


def unmarked(page: str) -> list[str]:
    """Cards that show a number and do not say where it comes from."""
    return [
        card
        for card, markup in shown_cards(page)
        if re.search(r'class="(value|stage-level)"|situation-facts', markup)
        and not any(MARKED.search(mark) for mark in marks(markup))
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_number_on_a_screen_is_marked(lived: Town, mayor: Client, page: str) -> None:
    answer = mayor.get(page.format(district=lived.pack.districts[0].id)).content.decode()
    assert len(shown_cards(answer)) > 10
    assert unmarked(answer) == []


@pytest.mark.parametrize("kind", ["indicator", "incident", "stage", "news"])
def test_every_card_s_page_is_marked(lived: Town, mayor: Client, kind: str) -> None:
    for card in shown_of(lived, kind):
        page = mayor.get(f"/en/card/{card.id}").content.decode()
        assert any(MARKED.search(mark) for mark in marks(page)), card.id


def test_the_band_says_on_every_page_that_this_is_a_recording(lived: Town, client: Client) -> None:
    for address in ("/en/", "/en/card/air/pm25", "/en/card/city/stage"):
        assert "Recording of" in client.get(address).content.decode(), address


def test_every_card_for_programs_is_marked(lived: Town, client: Client) -> None:
    for card in shown_of(lived, "indicator"):
        found = client.get(f"/card/{card.id}.json").json()["trust"]
        assert found["origin"] in ("replayed", "synthetic"), card.id
        if found["origin"] == "replayed" and card.body.get("value") is not None:
            assert found["recorded_at"], card.id


def test_every_row_of_a_file_is_marked(lived: Town, client: Client) -> None:
    rows = 0
    for card in shown_of(lived, "indicator"):
        answer = client.get(f"/card/{card.id}/rows.csv")
        for row in csv.DictReader(io.StringIO(answer.content.decode())):
            rows += 1
            assert row["origin"] in ("replayed", "synthetic"), card.id
            assert row["recorded_at"] or row["origin"] == "synthetic", (card.id, row)
    assert rows > 20


def test_every_history_says_where_it_comes_from(lived: Town, client: Client) -> None:
    for card in shown_of(lived, "indicator"):
        history = client.get(f"/card/{card.id}/history.json").json()
        assert history["trust"]["origin"] == card.trust.origin, card.id
