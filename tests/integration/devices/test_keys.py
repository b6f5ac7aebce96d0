"""Keys of devices: shown once, found by handle, ended by time or by somebody."""

from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.audit import queries as audit
from simin.domains.devices import queries, services
from simin.domains.devices.errors import KeyNameTakenError, KeyRefusedError, UnknownKeyError
from simin.domains.devices.models import DeviceKey
from simin.domains.devices.services import IssuedKey, Scope
from simin.domains.observations import queries as observations
from simin.domains.picture.card import Origin
from simin.kit.clock import FixedClock
from simin.kit.errors import RejectedError
from simin.workflows import device_keys_are_audited
from simin.workflows.dispatch import run_pending

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def new_key(name: str = "river-gauge", **more: object) -> IssuedKey:
    given = {"scope": Scope(), "by": "kim", "at": NOW} | more
    return services.issue(name=name, **given)  # type: ignore[arg-type]


def test_a_key_opens_what_it_was_issued_for() -> None:
    key = new_key(scope=Scope(things=[3], datastreams=[7])).key
    admission = queries.admitted(key, at=NOW)
    assert admission.may_observe(datastream=7, thing=1)
    assert admission.may_observe(datastream=1, thing=3)
    assert not admission.may_observe(datastream=1, thing=1)
    assert not admission.may_change_thing(7)
    assert queries.admitted(new_key("all").key, at=NOW).may_observe(datastream=1, thing=1)


def test_a_key_is_kept_nowhere() -> None:
    key = new_key().key
    row = DeviceKey.objects.values().get()
    assert key.rsplit("_", 1)[1] not in str(row)


@pytest.mark.parametrize(
    "wrong",
    ["", "simin", "simin_00000000_x", "other_{handle}_{secret}", "{key}x", "{key}\0", "x" * 5000],
)
def test_whatever_is_no_key_is_refused_with_one_sentence(wrong: str) -> None:
    good = new_key()
    secret = good.key.split("_", 2)[2]
    tried = wrong.format(handle=good.handle, secret=secret, key=good.key)
    with pytest.raises(KeyRefusedError, match="not issued here, or has been revoked"):
        queries.admitted(tried, at=NOW)


def test_a_key_ends_by_time_or_by_somebody() -> None:
    key = new_key(expires_at=NOW + DAY).key
    queries.admitted(key, at=NOW)
    with pytest.raises(KeyRefusedError):
        queries.admitted(key, at=NOW + DAY)
    other = new_key("other")
    for _ in range(2):
        services.revoke(handle=other.handle, by="lee", at=NOW)
    with pytest.raises(KeyRefusedError):
        queries.admitted(other.key, at=NOW)


def test_a_name_is_free_again_after_its_key_was_revoked() -> None:
    first = new_key()
    with pytest.raises(KeyNameTakenError):
        new_key()
    services.revoke(handle=first.handle, by="lee", at=NOW)
    assert new_key().key != first.key


@pytest.mark.parametrize(
    ("name", "more", "field"),
    [
        ("Gauge", {}, "name"),
        ("", {}, "name"),
        ("a" * 61, {}, "name"),
        ("gauge", {"expires_at": NOW}, "expires_at"),
    ],
)
def test_what_is_wrong_is_named_and_leaves_nothing(
    name: str, more: dict[str, object], field: str
) -> None:
    with pytest.raises(RejectedError) as error:
        new_key(name, **more)
    assert error.value.field == field
    assert queries.issued() == []


def test_a_key_that_is_not_there_is_not_revoked() -> None:
    with pytest.raises(UnknownKeyError):
        services.revoke(handle="00000000", by="lee", at=NOW)


def test_its_use_is_noted_now_and_then() -> None:
    handle = new_key().handle
    for minutes in (0, 1, 4, 6):
        services.used(handle=handle, at=NOW + timedelta(minutes=minutes))
    assert queries.issued()[0].last_used_at == NOW + timedelta(minutes=6)
    services.used(handle=handle, at=NOW + timedelta(minutes=7))
    assert queries.issued()[0].last_used_at == NOW + timedelta(minutes=6)


def test_what_it_brings_has_a_source_that_says_where_from() -> None:
    new_key(origin=Origin.SYNTHETIC)
    assert observations.source("device-river-gauge").origin is Origin.SYNTHETIC


def test_issuing_and_revoking_stand_in_the_trail() -> None:
    handle = new_key().handle
    services.revoke(handle=handle, by="lee", at=NOW)
    for _ in range(2):
        run_pending([device_keys_are_audited], clock=FixedClock(NOW))
    assert [(e.account, e.action, e.subject) for e in reversed(audit.entries())] == [
        ("kim", "device-access.issued", f"device/{handle}"),
        ("lee", "device-access.revoked", f"device/{handle}"),
    ]
