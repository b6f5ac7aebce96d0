"""From any card a directive is two actions away: the button there, and the one that issues."""

from collections.abc import Iterator

import pytest
from django.test import Client

from simin.domains.identity import queries as identity
from simin.domains.picture import queries as picture
from simin.domains.picture.frame import View
from simin.web.card.lookup import find
from tests.factories import card_town
from tests.factories.directive_town import directive_town


@pytest.fixture
def mayor(db: None) -> Iterator[Client]:
    picture.forget_kept()
    card_town.build()
    with directive_town(card_town.NOW, found=True):
        client = Client()
        client.force_login(identity.account("mayor"))
        yield client
    picture.forget_kept()


def shown() -> list[str]:
    snapshot = picture.current(View.OFFICE)
    assert snapshot is not None
    return sorted(card.id for card in snapshot.cards if card.kind not in ("city", "domain"))


def test_every_cards_page_leads_there_and_the_form_knows_the_card(mayor: Client) -> None:
    kinds = set()
    for card in shown():
        page = mayor.get(f"/en/card/{card}").content.decode()
        assert f"/en/desk/directives/new/?card={card}" in page, card
        form = mayor.get(f"/en/desk/directives/new/?card={card}").content.decode()
        assert f'name="card" value="{card}"' in form, card
        kinds.add(find(card, View.OFFICE).card.kind)
    assert {"indicator", "incident", "news", "stage"} <= kinds


def test_the_desks_page_of_an_incident_leads_there_too(mayor: Client) -> None:
    page = mayor.get("/en/desk/incidents/2022-000001/").content.decode()
    assert "/en/desk/directives/new/?card=incident/2022-000001" in page


def test_who_may_not_direct_is_not_offered_it(mayor: Client) -> None:
    auditor = Client()
    auditor.force_login(identity.account("auditor"))
    assert "directives/new/" not in auditor.get("/en/card/air/pm25").content.decode()
