"""What happened goes round in steps, and each subscriber is told once, however they follow it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from simin.domains.projects.events import PledgeMoved
from simin.domains.projects.models import Pledge
from simin.domains.subscriptions import services
from simin.domains.subscriptions.models import Announcement, Word
from simin.domains.subscriptions.services import Wish, announcing
from simin.kit.outbox.services import append
from tests.factories.incidents import NOON
from tests.factories.warnings import issued
from tests.integration.subscriptions.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "STEP", 1)


def moved(pledge: Pledge) -> None:
    append(PledgeMoved(pledge=pledge.id, status="partial", percent=40, by="x", at=NOON), at=NOON)


def until_done(town: Town) -> list[str]:
    """Addresses of all mails, in the order in which they went out."""
    town.told()
    for _ in range(10):
        if not Announcement.objects.filter(done=False).exists():
            break
        town.told()
    return [one.to[0] for one in town.read()]


def test_who_follows_all_pledges_and_one_is_told_once(town: Town, client: Client) -> None:
    pledge = Pledge.objects.order_by("rank")[0]
    town.subscribe(client, topic="pledges")
    town.subscribe(client, topic="pledges", email="b@example.org")
    town.subscribe(client, topic=f"pledge/{pledge.id}")
    town.subscribe(client, topic=f"pledge/{pledge.id}", email="c@example.org")
    moved(pledge)
    assert until_done(town) == ["a@example.org", "b@example.org", "c@example.org"]


def test_who_asks_anew_between_two_steps_is_told_once(town: Town, client: Client) -> None:
    for one in ("a", "b"):
        town.subscribe(client, email=f"{one}@example.org")
    issued()
    town.told()
    ask_anew("a@example.org")
    assert until_done(town) == ["a@example.org", "b@example.org"]


def test_what_waits_for_somebody_who_asks_anew_still_comes(town: Town, client: Client) -> None:
    town.subscribe(client)
    issued()
    town.hear()
    services.hand_round(datetime.now(UTC))
    ask_anew("a@example.org")
    assert until_done(town) == ["a@example.org"]


def ask_anew(email: str) -> None:
    """Confirmed by the link of the mail, which is not sent here."""
    now = datetime.now(UTC)
    following = services.ask(Wish(topic="warnings", language="en", email=email), at=now)
    assert following is not None
    Word.objects.filter(following=following).delete()
    services.confirm(following, at=now)
