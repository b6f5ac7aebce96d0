"""Events commit with their write, are read in order, and are acted on once (invariant 1)."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from simin.kit.outbox import queries, services
from simin.kit.outbox.event import Event
from simin.workflows.dispatch import READER, run_pending

AT = datetime(2022, 3, 5, tzinfo=UTC)


class BridgeOpened(Event):
    """Something that happens in these tests only."""

    name: str


class BridgeClosed(Event):
    """And its end."""

    name: str


class Keeper:
    """A story that closes what was opened: what it does stands in the database, or does not."""

    REACTS_TO = (BridgeOpened,)

    def __init__(self, *, fails_once_at: str = "") -> None:
        self._fails_once_at = fails_once_at

    def react(self, delivered, *, clock) -> None:
        name = delivered.event.name
        services.append(BridgeClosed(name=name), at=AT)
        if name == self._fails_once_at:
            self._fails_once_at = ""
            raise ConnectionError(name)


def append(*names: str) -> None:
    with transaction.atomic():
        services.append(*(BridgeOpened(name=name) for name in names), at=AT)


def closed() -> list[str]:
    told = (delivered.event for delivered in queries.after(0))
    return [event.name for event in told if isinstance(event, BridgeClosed)]


def names_after(position: int) -> list[str]:
    return [delivered.event.name for delivered in queries.after(position)]


@pytest.mark.django_db(transaction=True)
def test_an_event_is_not_appended_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        services.append(BridgeOpened(name="north"), at=AT)
    assert queries.head() == 0


@pytest.mark.django_db(transaction=True)
def test_a_write_that_is_rolled_back_tells_nobody() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.append(BridgeOpened(name="north"), at=AT)
        _ = 1 / 0
    assert names_after(0) == []


@pytest.mark.django_db
def test_events_come_in_the_order_of_their_commits() -> None:
    append("north", "south")
    append("east")
    assert names_after(0) == ["north", "south", "east"]
    positions = [delivered.position for delivered in queries.after(0)]
    assert positions == sorted(set(positions))


@pytest.mark.django_db
def test_an_event_comes_back_as_it_was() -> None:
    with transaction.atomic():
        services.append(BridgeClosed(name="north"), at=AT)
    (delivered,) = queries.after(0)
    assert delivered.event == BridgeClosed(name="north")
    assert delivered.occurred_at == AT


@pytest.mark.django_db
def test_a_story_acts_on_each_event_once() -> None:
    story = Keeper()
    append("north")
    run_pending([story], clock=None)
    append("south")
    run_pending([story], clock=None)
    assert closed() == ["north", "south"]


@pytest.mark.django_db(transaction=True)
def test_a_story_that_fails_acts_on_each_event_once_all_the_same() -> None:
    """What it had done before it failed is undone with the cursor, and done again."""
    story = Keeper(fails_once_at="south")
    append("north", "south", "east")
    with pytest.raises(ConnectionError):
        run_pending([story], clock=None)
    run_pending([story], clock=None)
    assert closed() == ["north", "south", "east"]
    assert queries.position(READER) == queries.head()


@pytest.mark.django_db
def test_what_nobody_has_read_is_not_pruned() -> None:
    append("north", "south", "east")
    first = next(queries.after(0)).position
    services.move("slow", first)
    services.move("quick", queries.head())
    services.prune(keep_from=queries.head())
    assert names_after(first) == ["south", "east"]
