"""A warning is in the picture at once, the same for everyone, and gone when it ends."""

from datetime import timedelta

import pytest

from simin.domains.audit import queries as audit
from simin.domains.incidents import queries as incidents
from simin.domains.picture.card import Card, Origin
from simin.domains.picture.frame import View
from simin.domains.warnings import services
from simin.domains.warnings.content import Content
from tests.factories import canary
from tests.factories.warnings import SECOND, WRITER, content, reason, received
from tests.integration.engine.conftest import Town

pytestmark = pytest.mark.django_db


def warned(town: Town, view: View = View.PUBLIC) -> list[Card]:
    cards = [card for card in town.seen(view).cards if card.kind == "warning"]
    assert all(isinstance(card, Card) for card in cards)
    return cards  # type: ignore[return-value]


@pytest.fixture
def incident(town: Town) -> str:
    """Told of while its card is withheld."""
    town.live(10)
    return canary.reported("rescue", town.pack.districts[0].id, now=town.clock.now())


@pytest.fixture
def number(town: Town, incident: str) -> int:
    now = town.clock.now()
    return services.draft(
        written(town), incident=incident, origin=Origin.SYNTHETIC, submission="1", by=WRITER, at=now
    )


def written(town: Town) -> Content:
    return content(expires=town.clock.now() + timedelta(hours=2))


def approve(town: Town, number: int) -> None:
    services.approve(number, revision=1, by=SECOND, at=town.clock.now())


def test_a_draft_is_in_no_picture(town: Town, number: int) -> None:
    town.engine.tick()
    assert warned(town) == warned(town, View.OFFICE) == []


def test_it_is_there_at_the_next_beat_and_gone_when_it_is_cancelled(
    town: Town, number: int
) -> None:
    town.engine.tick()
    town.engine.follower.sweep = timedelta(days=1)  # nothing but its event brings it
    approve(town, number)
    town.engine.tick()
    (card,) = warned(town)
    assert warned(town, View.OFFICE) == [card]
    now_cards = [one for one in town.seen().cards if one.section == card.section]
    assert min(now_cards, key=lambda one: one.rank) == card
    services.cancel(number, reason=reason(), by=WRITER, at=town.clock.now())
    town.engine.tick()
    assert warned(town) == warned(town, View.OFFICE) == []


def test_it_goes_by_the_clock(town: Town, number: int) -> None:
    approve(town, number)
    town.engine.tick()
    assert len(warned(town)) == 1
    town.live(120, step=60)
    assert warned(town) == []


def test_what_another_authority_warns_of_is_there_too(town: Town) -> None:
    town.engine.tick()
    now = town.clock.now()
    ends = (now + timedelta(hours=1)).isoformat()
    info = {**received().values["info"][0], "expires": ends}
    services.receive(received(info=[info]), received_at=now)
    town.engine.tick()
    (card,) = warned(town)
    assert card.trust.source == "weather"
    town.live(60, step=60)
    assert warned(town) == []


def test_every_deed_stands_in_the_audit_trail_and_the_incidents_timeline(
    town: Town, incident: str, number: int
) -> None:
    approve(town, number)
    services.cancel(number, reason=reason(), by=WRITER, at=town.clock.now())
    town.engine.tick()
    deeds = [(entry.action, entry.account) for entry in audit.entries(subject=f"warning/{number}")]
    assert sorted(deeds) == [
        ("warning.cancelled", WRITER),
        ("warning.drafted", WRITER),
        ("warning.issued", SECOND),
    ]
    entries = incidents.timeline(incident)
    told = [entry.text["en"] for entry in entries if "public" in entry.text["en"]]
    assert told[-2:] == [
        "The public was warned: Fire warning for Eastside",
        "The warning to the public was cancelled",
    ]
