"""Each frame is one leaf, in order and once, whatever is killed and whatever is restored."""

import pytest
from django.db import transaction

from simin.domains.picture.models import StoredFrame
from simin.domains.transparency import queries, services
from simin.domains.transparency.entries import Entry, read_entry
from simin.domains.transparency.errors import LogForkedError
from simin.domains.transparency.folder import CHECKPOINT
from simin.domains.transparency.models import Line, Waiting
from simin.domains.transparency.tiles import tile_of
from simin.workflows import frames_are_logged
from tests.integration.transparency.conftest import Logged


def leaves(logged: Logged) -> list[tuple[str, int]]:
    size = logged.opened().size
    found = (
        [read_entry(one) for one in logged.folder.entries(tile_of(None, 0, size))] if size else []
    )
    return [(one.kind, one.number) for one in found if one]


def test_every_frame_is_a_leaf_in_order(logged: Logged) -> None:
    logged.publish(3)
    services.extend(logged.opened())
    logged.publish(2)
    services.extend(logged.opened())
    assert leaves(logged) == [("frame", number) for number in range(1, 6)]


def test_a_leaf_is_the_hash_of_what_is_handed_out(logged: Logged) -> None:
    logged.publish(1)
    services.extend(logged.opened())
    (entry,) = logged.folder.entries(tile_of(None, 0, 1))
    frame = StoredFrame.objects.get()
    assert entry == f"frame 1 {frame.hash}".encode()


def test_a_city_older_than_its_log_begins_with_what_it_still_has(logged: Logged) -> None:
    logged.publish(4)
    Waiting.objects.all().delete()
    Line.objects.all().delete()
    StoredFrame.objects.filter(number__lt=3).delete()
    with transaction.atomic():
        assert frames_are_logged.log_new_frames() == 2
    services.extend(logged.opened())
    assert leaves(logged) == [("frame", 3), ("frame", 4)]


def test_a_frame_that_is_rolled_back_has_no_leaf(logged: Logged) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        logged.publish()
        raise ZeroDivisionError
    assert queries.submitted() == 0


def test_submitted_twice_is_taken_once(logged: Logged) -> None:
    entries = [Entry("frame", 1, "a" * 64), Entry("decision", 1, "b" * 64)]
    with transaction.atomic():
        assert services.submit(entries) == 2
        assert services.submit(entries) == 0
    assert [index for index, _ in queries.waiting(10)] == [0, 1]


def test_outside_a_transaction_nothing_is_submitted(
    transactional_db: None,
) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        services.submit([Entry("frame", 1, "a" * 64)])


def test_a_database_restored_from_the_past_stops_the_log(logged: Logged) -> None:
    logged.publish(3)
    services.extend(logged.opened())
    before = (logged.home / "log" / CHECKPOINT).read_bytes()
    Line.objects.filter(kind="log").update(position=2)
    with pytest.raises(LogForkedError, match="database knows of 2"):
        services.extend(logged.opened())
    assert (logged.home / "log" / CHECKPOINT).read_bytes() == before


def test_files_from_before_the_database_go_on_as_they_went(logged: Logged) -> None:
    """A copy that was made while the city ran: the folder first, then the database."""
    logged.publish(2)
    services.extend(logged.opened())
    early = (logged.home / "log" / CHECKPOINT).read_bytes()
    logged.publish(2)
    log = logged.opened()
    services.extend(log)
    (logged.home / "log" / CHECKPOINT).write_bytes(early)
    restored = logged.opened()
    assert (restored.size, services.extend(restored)) == (2, 2)
    assert restored.checkpoint == log.checkpoint


def test_files_from_long_before_stop_the_log(
    logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "KEPT", 1)
    logged.publish(2)
    services.extend(logged.opened())
    early = (logged.home / "log" / CHECKPOINT).read_bytes()
    logged.publish(3)
    services.extend(logged.opened())
    (logged.home / "log" / CHECKPOINT).write_bytes(early)
    logged.publish(1)
    with pytest.raises(LogForkedError, match="files were restored"):
        services.extend(logged.opened())


def test_what_the_files_have_is_kept_a_while_and_then_forgotten(
    logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "KEPT", 2)
    logged.publish(5)
    log = logged.opened()
    assert [services.extend(log, most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [index for index, _ in queries.waiting(9)] == [3, 4]


def test_a_database_restored_from_the_past_that_grew_again_stops_the_log(logged: Logged) -> None:
    logged.publish(4)
    services.extend(logged.opened())
    Line.objects.filter(kind="log").update(position=2)  # as it was before the last two
    Waiting.objects.filter(index__gte=2).delete()
    with transaction.atomic():
        services.submit([Entry("decision", number, f"{number}" * 64) for number in range(1, 5)])
    with pytest.raises(LogForkedError, match="leaf 2 of"):
        services.extend(logged.opened())
    assert queries.submitted() == 6
