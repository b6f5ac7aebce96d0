"""What cannot be sent waits, is tried for a day, and dies with what it tells of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from structlog.testing import capture_logs

from simin.domains.subscriptions import services
from simin.domains.subscriptions.models import Subscriber, Word
from simin.domains.subscriptions.services import delivering
from simin.domains.warnings import services as warnings
from simin.kit.clock import FixedClock, city_clock
from simin.kit.delivery import UnsentError
from tests.factories.incidents import NOON
from tests.factories.warnings import WRITER, issued, reason
from tests.integration.subscriptions.conftest import Town

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Down:
    """A mail server that takes nothing."""

    asked: list[Word]
    channels = (Subscriber.EMAIL,)

    def send(self, word: Word) -> bool:
        self.asked.append(word)
        raise UnsentError("down")


def refusing(error: Exception) -> Callable[..., None]:
    def send(*_: object) -> None:
        raise error

    return send


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], None]:
    """The mail server takes nothing and says why, or is itself again."""

    def set_to(error: Exception | None) -> None:
        monkeypatch.undo()
        if error:
            monkeypatch.setattr(EmailBackend, "send_messages", refusing(error))

    return set_to


def test_it_is_tried_for_a_day_with_growing_pauses(town: Town, client: Client) -> None:
    town.subscribe(client)
    issued()
    town.hear()
    began = now = datetime.now(UTC)
    services.hand_round(began)
    tried: list[float] = []
    while row := Word.objects.filter(until__gt=now).first():
        tried.append((now - began) / MINUTE)
        services.deliver_due(Down([]), now)
        row.refresh_from_db()
        now = row.next_at
    assert tried[:6] == [0, 1, 3, 7, 15, 31]
    assert 20 * 60 < tried[-1] < 24 * 60 and len(tried) < 20
    assert services.give_up_old(now) == 1
    assert Subscriber.objects.exists(), "the message is given up, not who follows"


def test_a_server_that_is_back_is_used_again(
    town: Town, client: Client, server: Callable[[Exception | None], None]
) -> None:
    town.subscribe(client)
    issued()
    server(OSError("no server"))
    assert town.told() == 0
    server(None)
    assert town.told() == 0  # not yet
    assert town.told(later=MINUTE) == 1


def test_a_message_that_cannot_be_made_counts_as_tried_and_holds_up_no_other(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("a", "b"):
        town.subscribe(client, email=f"{one}@example.org")
    issued()
    sending = EmailBackend.send_messages

    def send(server: EmailBackend, mails: list[EmailMessage]) -> int:
        if mails[0].to == ["a@example.org"]:
            raise LookupError("a@example.org is not to be read in a log")
        return sending(server, mails)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert town.told() == 1
    [waiting] = Word.objects.all()
    assert waiting.attempts == 1
    town.told(later=timedelta(hours=25))
    assert not Word.objects.exists()


def test_nothing_of_an_address_is_logged(
    town: Town, client: Client, server: Callable[[Exception | None], None]
) -> None:
    town.subscribe(client)
    issued()
    server(LookupError("a@example.org"))
    with capture_logs() as said:
        town.told()
    [failure] = said
    assert failure["error"].startswith("LookupError in tests.integration.subscriptions")
    assert "example.org" not in str(said)


def test_a_server_that_is_down_is_asked_a_few_times_a_turn(town: Town, client: Client) -> None:
    asked: list[Word] = []
    for one in "abcdef":
        town.subscribe(client, email=f"{one}@example.org")
    issued()
    town.hear()
    now = datetime.now(UTC)
    services.hand_round(now)
    assert services.deliver_due(Down(asked), now) == 0 and len(asked) == delivering.IN_A_ROW
    services.deliver_due(Down(asked), now)
    assert len({one.pk for one in asked}) == len(asked) == 6, "the others have their turn"


def test_mails_of_one_turn_go_by_one_connection(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(EmailBackend, "open", lambda _: said.append("open"))
    monkeypatch.setattr(EmailBackend, "close", lambda _: said.append("close"))
    for one in "abc":
        town.subscribe(client, email=f"{one}@example.org")
    said.clear()
    issued()
    assert town.told() == 3 and said == ["open", "close"]
    sending = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", refusing(OSError("reset by peer")))
    issued("two")
    said.clear()
    town.told()
    assert said == ["open", "close"] * 3, "a broken one is not used again"
    monkeypatch.setattr(EmailBackend, "send_messages", sending)
    assert town.told(later=MINUTE) == 3


def test_no_message_begins_after_the_seconds_of_a_turn(town: Town, client: Client) -> None:
    for one in "ab":
        town.subscribe(client, email=f"{one}@example.org")
    issued()
    town.hear()
    now, ticks = datetime.now(UTC), iter(range(100))
    services.hand_round(now)
    sent = services.deliver_due(town.citizens, now, seconds=1, stopwatch=lambda: next(ticks))
    assert sent == 1 and Word.objects.count() == 1


def test_without_a_mail_server_mails_wait_and_are_given_up_after_a_day(
    town: Town, client: Client, make_town: Callable[..., Town]
) -> None:
    town.subscribe(client)
    issued()
    without = make_town(mails=False)
    assert without.told() == 0 and without.told(later=HOUR) == 0
    assert Word.objects.get().attempts == 0
    assert without.told(later=timedelta(hours=25)) == 0
    assert not Word.objects.exists() and town.read() == []
    assert Subscriber.objects.exists()


def test_mails_that_waited_for_a_server_go_out_when_there_is_one(
    town: Town, client: Client, make_town: Callable[..., Town]
) -> None:
    town.subscribe(client)
    issued()
    assert make_town(mails=False).told() == 0
    assert town.told(later=HOUR) == 1


def test_a_warning_that_has_ended_is_told_no_more(town: Town, client: Client) -> None:
    town.subscribe(client)
    issued()
    clock = city_clock()
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(hours=7))
    assert town.told() == 0
    assert town.read() == [] and not Word.objects.exists()


def test_of_a_warning_that_was_cancelled_meanwhile_only_that_is_told(
    town: Town, client: Client
) -> None:
    town.subscribe(client)
    number = issued()
    warnings.cancel(number, reason=reason(), by=WRITER, at=NOON)
    assert town.told() == 1
    assert [one.subject for one in town.read()] == ["Cancelled: Fire warning for Eastside · Sample"]
