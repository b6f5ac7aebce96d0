"""Mappings that people wrote: kept as revisions, the newest in effect over the pack's own.

Nothing here says whether a mapping makes sense: ``typed`` and the feed's kind did that before.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from simin.domains.audit import services as audit
from simin.ingest.feeds import Feed, Mapping
from simin.ingest.oversight.declared import PLAYED, with_mapping
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.models import DeclaredFeed, MappingRevision
from simin.ingest.oversight.queries import declared
from simin.kit.errors import RejectedError


def in_effect(feeds: Sequence[Feed]) -> list[Feed]:
    """``feeds``, each with the mapping that counts."""
    rows = DeclaredFeed.objects.filter(feed__in=[feed.id for feed in feeds], mapping__isnull=False)
    written = dict(rows.values_list("feed", "mapping"))
    return [with_mapping(feed, written.get(feed.id)) for feed in feeds]


def paused(feeds: Sequence[Feed]) -> set[str]:
    """Which of ``feeds`` a person has paused."""
    rows = DeclaredFeed.objects.filter(feed__in=[feed.id for feed in feeds])
    return set(rows.exclude(paused_at=None).values_list("feed", flat=True))


@transaction.atomic
def save(
    feed: str,
    mapping: Mapping | None,
    text: str,
    *,
    why: str,
    account: str,
    at: datetime,
    address: str = "",
    seen: int | None = None,
) -> MappingRevision:
    """Put ``mapping`` into effect (None: the pack's own again); no earlier one is lost.

    ``seen``: the revision that the writer saw in effect; another one by now is refused.
    Raises ``UnknownFeedError``, ``NotNowError``, ``RejectedError``.
    """
    row = declared(feed)
    if row.kind in PLAYED:
        raise NotNowError("played")
    if not why.strip():
        raise RejectedError("why", "say why")
    if row.revision != seen:
        raise RejectedError("seen", "somebody saved another mapping in the meantime")
    return _kept(row, mapping, text, why=why.strip(), account=account, at=at, address=address)


def _kept(
    row: DeclaredFeed,
    mapping: Mapping | None,
    text: str,
    *,
    why: str,
    account: str,
    at: datetime,
    address: str,
) -> MappingRevision:
    newest = MappingRevision.objects.filter(feed=row.feed).order_by("-number").first()
    plain = None if mapping is None else msgspec.to_builtins(mapping)
    revision = MappingRevision.objects.create(
        feed=row.feed,
        number=newest.number + 1 if newest else 1,
        text=text,
        mapping=plain,
        why=why,
        saved_by=account,
        saved_at=at,
    )
    row.mapping = plain
    row.revision = None if mapping is None else revision.number
    row.save(update_fields=["mapping", "revision"])
    audit.record(
        account=account,
        action="source-mapping-saved",
        subject=f"source/{row.feed}",
        details={"revision": revision.number, "why": why},
        address=address,
    )
    return revision
