"""Write the audit trail."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db import transaction

from simin.domains.audit import policies, queries
from simin.domains.audit.chain import Deed, canonical, entry_hash
from simin.domains.audit.models import AuditEntry
from simin.kit.clock import SystemClock
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import take_turns

#: Acts where no person does.
SYSTEM = "system"


@transaction.atomic
def record(
    *,
    account: str,
    action: str,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
    address: str = "",
) -> int:
    """Write one entry, in the caller's transaction where there is one; its position.

    Bears real time. Of ``address`` only the network is kept. Writers take turns until they commit,
    as those of the outbox do. Raises ``RejectedError`` where ``details`` hold a secret.
    """
    details = details or {}
    _check(action, details)
    take_turns()
    before = queries.head()
    deed = Deed(
        position=before.position + 1,
        at=SystemClock().now(),
        account=account,
        action=action,
        subject=subject,
        details=canonical(details),
        address=policies.network_of(address),
    )
    _append(deed, before.hash)
    return deed.position


def record_access(
    *, account: str, person: str, purpose: str, fields: Sequence[str], address: str = ""
) -> int:
    """``account`` read these personal ``fields`` of ``person``, for ``purpose`` (invariant 10).

    Names of fields only, never what stood in them.
    """
    if not purpose.strip():
        raise RejectedError("purpose", "personal data is read for a stated purpose")
    return record(
        account=account,
        action=queries.READ_ACTION,
        subject=person,
        details={"purpose": purpose, "fields": sorted(fields)},
        address=address,
    )


def _check(action: str, details: Mapping[str, Any]) -> None:
    if not action:
        raise RejectedError("action", "say what was done")
    policies.check_details(details)


def _append(deed: Deed, previous: str) -> None:
    fields = msgspec.structs.asdict(deed)
    AuditEntry.objects.create(**fields, previous=previous, hash=entry_hash(deed, previous))
