from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from simin.domains.audit import queries, services
from simin.domains.audit.chain import GENESIS
from simin.domains.audit.errors import UnchangeableError
from simin.domains.audit.models import AuditEntry
from simin.domains.audit.queries import Broken, Head
from simin.kit.errors import RejectedError

pytestmark = pytest.mark.django_db


def _record(count: int = 1) -> None:
    for number in range(count):
        services.record(account="mayor", action="card.released", subject=f"news/{number}")


def test_an_entry_comes_back_as_it_was_written() -> None:
    before = timezone.now()
    position = services.record(
        account="mayor",
        action="role.granted",
        subject="account/kim",
        details={"role": "publisher", "부서": "기후"},
        address="203.0.113.7",
    )
    (entry,) = queries.entries()
    assert (entry.position, entry.account, entry.subject) == (position, "mayor", "account/kim")
    assert entry.details == {"role": "publisher", "부서": "기후"}
    assert entry.address == "203.0.113.0/24"
    assert before <= entry.at <= before + timedelta(minutes=1)


def test_a_whole_trail_is_whole() -> None:
    assert queries.head() == Head(0, GENESIS)
    assert queries.verify() is None
    _record(5)
    assert queries.head().position == 5
    assert queries.verify() is None
    assert queries.verify(noted=queries.head()) is None


@pytest.mark.parametrize(
    ("damage", "broken"),
    [
        ("UPDATE audit_auditentry SET account = 'x' WHERE position = 3", Broken(3, "was changed")),
        ("UPDATE audit_auditentry SET details = '[]' WHERE position = 2", Broken(2, "was changed")),
        ("DELETE FROM audit_auditentry WHERE position = 2", Broken(2, "is missing")),
        ("DELETE FROM audit_auditentry WHERE position = 1", Broken(1, "is missing")),
    ],
)
def test_the_first_damaged_entry_is_named(damage: str, broken: Broken) -> None:
    _record(5)
    with connection.cursor() as cursor:
        cursor.execute(damage)
    assert queries.verify() == broken


def test_a_cut_end_is_seen_against_a_noted_head() -> None:
    _record(5)
    noted = queries.head()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE position = 5")
    assert queries.verify() is None
    assert queries.verify(noted=noted) == Broken(5, "was removed from the end")


def test_a_rewritten_end_is_seen_against_a_noted_head() -> None:
    _record(2)
    noted = queries.head()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE position = 2")
    services.record(account="mallory", action="card.released")
    broken = queries.verify(noted=noted)
    assert broken == Broken(2, "was rewritten since its hash was noted")


def test_nothing_is_changed_or_removed_through_the_model() -> None:
    _record()
    entry = AuditEntry.objects.get()
    entry.account = "x"
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(account="x"),
    ):
        with pytest.raises(UnchangeableError):
            attempt()
    assert queries.verify() is None


def test_a_deed_that_does_not_happen_is_not_written() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _record()
        _ = 1 / 0
    assert queries.entries() == []
    _record()
    assert queries.verify() is None


def test_pages_go_backwards_and_filters_hold() -> None:
    _record(3)
    services.record(account="kim", action="sign-in")
    assert [entry.position for entry in queries.entries(limit=2)] == [4, 3]
    assert [entry.position for entry in queries.entries(before=3)] == [2, 1]
    assert [entry.position for entry in queries.entries(account="kim")] == [4]
    assert [entry.position for entry in queries.entries(subject="news/1")] == [2]
    assert [entry.position for entry in queries.entries(action="sign-in")] == [4]


def test_reading_personal_data_is_written_with_its_purpose() -> None:
    services.record_access(
        account="kim", person="citizen/7", purpose="visit", fields=["phone", "address"]
    )
    (entry,) = queries.readers_of("citizen/7")
    assert entry.details == {"purpose": "visit", "fields": ["address", "phone"]}
    assert queries.readers_of("citizen/8") == []


@pytest.mark.parametrize("purpose", ["", "  "])
def test_personal_data_is_not_read_without_a_purpose(purpose: str) -> None:
    with pytest.raises(RejectedError, match="purpose"):
        services.record_access(account="kim", person="citizen/7", purpose=purpose, fields=["phone"])


def test_an_entry_says_what_was_done() -> None:
    with pytest.raises(RejectedError, match="say what was done"):
        services.record(account="kim", action="")
