"""Nothing of a withheld alert is shown to the public, wherever the public looks (invariant 4)."""

from typing import Any

import msgspec
import pytest
from django.test import Client
from msgspec.structs import replace

from simin.domains.alerts import services
from simin.domains.alerts.definition import Rule
from simin.domains.alerts.models import Alert
from simin.domains.identity.roles import Role
from simin.domains.indicators import cards as indicator_cards
from simin.domains.indicators import queries as indicators
from simin.domains.picture.card import Card, Release, WithheldCard
from tests.factories import canary
from tests.integration.engine.addresses import addresses, of_each_kind
from tests.integration.engine.conftest import Town
from tests.integration.engine.sung import signed_in

WITHHELD = {"visibility": "withheld", "reason": "security", "office": {"en": "Fire", "ko": "소방"}}


def alerted(town: Town, **told: Any) -> str:
    """The card of an alert whose rule has a canary for a name."""
    plain = {
        "id": "sung",
        "name": canary.words("rule"),
        "advice": canary.words("advice"),
        "severity": "very_bad",
        "per": "city",
        "conditions": [{"kind": "gt", "family": "water/turbidity", "limit": 0.001}],
    }
    services.save(msgspec.convert({**plain, **told}, Rule), seen=None, why="test", by="kim")
    town.live(30)
    (card,) = [card.id for card in town.seen().cards if card.kind == "alert"]
    return card


def heard(town: Town, client: Client) -> set[str]:
    ids = of_each_kind(town.seen().cards)
    return {
        address
        for many in addresses(ids).values()
        for address in many
        if canary.CANARY in client.get(address).getvalue().decode(errors="replace")
    }


def test_the_walk_hears_an_alert_that_is_not_withheld(town: Town, client: Client) -> None:
    card = alerted(town)
    assert {"/", "/en/", f"/card/{card}", f"/card/{card}.json"} <= heard(town, client)


def test_the_public_is_told_nothing_but_that_it_is_there(town: Town, client: Client) -> None:
    card = alerted(town, release=WITHHELD)
    (found,) = [one for one in town.seen().cards if one.id == card]
    assert isinstance(found, WithheldCard) and found.rank == 0
    assert heard(town, client) == set()
    entries = town.card("city/attention").body["entries"]
    assert card in {entry["card"] for entry in entries}
    assert heard(town, signed_in(Role.DEPARTMENT_OFFICER)) <= {"/desk/rules/", "/en/desk/rules/"}


def test_the_office_sees_it(town: Town) -> None:
    card = alerted(town, release=WITHHELD)
    mayor = signed_in(Role.MAYOR)
    for address in (f"/card/{card}", f"/card/{card}.json"):
        assert canary.CANARY in mayor.get(address).getvalue().decode()


def test_an_alert_on_a_withheld_indicator_is_withheld_with_it(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    (behind,) = [
        one.id for one in indicators.indicators() if "water/turbidity" in one.all_families
    ][:1]
    drawn = indicator_cards.cards

    def withholding(*args: Any) -> list[Card]:
        release = msgspec.convert(WITHHELD, Release)
        return [
            replace(card, release=release) if card.id == behind else card for card in drawn(*args)
        ]

    monkeypatch.setattr(indicator_cards, "cards", withholding)
    card = alerted(town)
    (found,) = [one for one in town.seen().cards if one.id == card]
    assert isinstance(found, WithheldCard) and found.release.reason == "security"
    assert heard(town, client) == set()
    number = int(card.removeprefix("alert/"))
    Alert.objects.filter(pk=number).update(ended_at=town.clock.now(), state="ended")
    town.live(10)
    assert card not in {one.id for one in town.seen().cards}
    assert canary.CANARY not in client.get(f"/card/{card}.json").content.decode()
