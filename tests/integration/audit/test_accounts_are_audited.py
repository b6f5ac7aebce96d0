"""Opening accounts and granting roles reach the trail through the outbox, each once."""

from datetime import UTC, datetime

import pytest

from simin.domains.audit import queries as audit
from simin.domains.identity import services
from simin.domains.identity.organisation import Department
from simin.domains.identity.roles import Role
from simin.kit.clock import FixedClock
from simin.workflows import accounts_are_audited
from simin.workflows.dispatch import run_pending
from tests.factories import people

CLOCK = FixedClock(datetime(2022, 3, 5, 5, tzinfo=UTC))


def trail() -> list[tuple[str, str, str]]:
    entries = reversed(audit.entries())
    return [(entry.account, entry.action, entry.subject) for entry in entries]


@pytest.mark.django_db
def test_what_is_done_to_an_account_stands_in_the_trail_once() -> None:
    services.define_organisation([Department(id="climate", name={"en": "Climate"})])
    people.account("kim", Role.AUDITOR)
    services.grant_role(account="kim", role=Role.PUBLISHER, department="climate", by="mayor")
    services.revoke_role(account="kim", role=Role.AUDITOR, by="mayor")
    services.close_account(account="kim", by="deputy")
    for _ in range(2):
        run_pending([accounts_are_audited], clock=CLOCK)
    assert trail() == [
        ("system", "organisation.defined", ""),
        ("system", "account.opened", "account/kim"),
        ("system", "role.granted", "account/kim"),
        ("mayor", "role.granted", "account/kim"),
        ("mayor", "role.revoked", "account/kim"),
        ("deputy", "role.revoked", "account/kim"),
        ("deputy", "account.closed", "account/kim"),
    ]
    granted = audit.entries(account="mayor", action="role.granted")[0]
    assert granted.details == {"role": "publisher", "department": "climate"}
    assert audit.verify() is None
