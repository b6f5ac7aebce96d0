from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from simin.domains.audit.chain import GENESIS, Deed, canonical, entry_hash

DEED = Deed(
    position=1,
    at=datetime(2022, 3, 5, 5, tzinfo=UTC),
    account="mayor",
    action="sign-in",
    subject="",
    details="{}",
    address="",
)

json_values = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | some.text(),
    lambda inside: some.lists(inside) | some.dictionaries(some.text(), inside),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "change",
    [
        {"position": 2},
        {"at": DEED.at + timedelta(microseconds=1)},
        {"account": "deputy"},
        {"action": "sign-out"},
        {"subject": "x"},
        {"details": '{"a":1}'},
        {"address": "203.0.113.0/24"},
    ],
)
def test_every_field_is_in_the_hash(change: dict[str, object]) -> None:
    changed = msgspec.structs.replace(DEED, **change)
    assert entry_hash(changed, GENESIS) != entry_hash(DEED, GENESIS)


def test_the_entry_before_is_in_the_hash() -> None:
    assert entry_hash(DEED, "1" * 64) != entry_hash(DEED, GENESIS)


def test_text_does_not_slip_from_one_field_into_the_next() -> None:
    one = msgspec.structs.replace(DEED, account="ab", action="c")
    other = msgspec.structs.replace(DEED, account="a", action="bc")
    assert entry_hash(one, GENESIS) != entry_hash(other, GENESIS)


def test_the_same_moment_in_another_zone_has_the_same_hash() -> None:
    seoul = DEED.at.astimezone(timezone(timedelta(hours=9)))
    assert entry_hash(msgspec.structs.replace(DEED, at=seoul), GENESIS) == entry_hash(DEED, GENESIS)


def test_the_hash_of_the_first_entry_is_a_contract() -> None:
    """Trails written by an earlier version must still verify."""
    expected = "8c4852912bb24d80ee605d6ba7bd5da7a686b134ec290a79c2f8728c4b7623c0"
    assert entry_hash(DEED, GENESIS) == expected


@given(some.dictionaries(some.text(), json_values))
def test_the_order_of_keys_does_not_matter(details: dict[str, object]) -> None:
    turned = dict(reversed(details.items()))
    assert canonical(turned) == canonical(details)
