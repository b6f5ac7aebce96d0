"""Keep a file as it was handed in, so that what is looked at is what is taken."""

import hashlib
from datetime import datetime

from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.projects import policies
from simin.domains.projects.definition import Table
from simin.domains.projects.errors import UnknownTableError
from simin.domains.projects.models import HandedTable
from simin.domains.projects.services.record import moment
from simin.kit.errors import NotAllowedError, RejectedError

#: Of a file.
LARGEST = 5 * 1024 * 1024


@transaction.atomic
def hand_in(table: Table, name: str, content: bytes, *, by: Reader, key: str) -> HandedTable:
    """The same form sent twice keeps one file."""
    if policies.HANDING.isdisjoint(by.roles):
        raise NotAllowedError("files are handed in by who answers for projects")
    if not content:
        raise RejectedError("file", "the file is empty")
    if len(content) > LARGEST:
        raise RejectedError("file", f"larger than {LARGEST // 1024 // 1024} MB")
    kept, _ = HandedTable.objects.get_or_create(
        key=key[:40],
        by=by.username,
        defaults={
            "table": table,
            "name": name[:120],
            "content": content,
            "sha256": hashlib.sha256(content).hexdigest(),
            "at": moment(),
        },
    )
    return kept


@transaction.atomic
def taken(key: str, *, by: Reader, at: datetime | None = None) -> None:
    """The file's rows were taken."""
    found = HandedTable.objects.select_for_update().filter(key=key, by=by.username).first()
    if found is None:
        raise UnknownTableError(f"no file {key}")
    found.taken_at = at or moment()
    found.save(update_fields=["taken_at"])
