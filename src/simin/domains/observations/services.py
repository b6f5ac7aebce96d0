"""Define what is observed, record what was observed, note how sources do."""

from datetime import datetime

from django.db import transaction

from simin.domains.observations.changing import correct, delete
from simin.domains.observations.errors import UnknownSourceError
from simin.domains.observations.events import SourceFailed, SourceRecovered
from simin.domains.observations.finding import Found, Severity
from simin.domains.observations.findings import report_findings
from simin.domains.observations.forgetting import forget
from simin.domains.observations.models import Source
from simin.domains.observations.observation import Appended, FoldedAll, NewObservation, Recorded
from simin.domains.observations.origins import change_origin
from simin.domains.observations.partitions import make_ahead
from simin.domains.observations.recording import append, fold_pending, record, record_together
from simin.domains.observations.registration import (
    define_datastreams,
    define_properties,
    define_sources,
)
from simin.domains.observations.run_arrivals import forget as forget_run_arrivals
from simin.domains.observations.sealing import compact, discard, seal
from simin.kit.outbox.services import append as publish

__all__ = [
    "Appended",
    "FoldedAll",
    "Found",
    "NewObservation",
    "Recorded",
    "Severity",
    "append",
    "change_origin",
    "compact",
    "correct",
    "define_datastreams",
    "define_properties",
    "define_sources",
    "delete",
    "discard",
    "fold_pending",
    "forget",
    "forget_run_arrivals",
    "make_ahead",
    "record",
    "record_together",
    "report_findings",
    "seal",
    "source_failed",
    "source_recovered",
]


@transaction.atomic
def source_failed(source: str, *, reason: str, at: datetime) -> bool:
    """Note that ``source`` fails; whether that is news."""
    row = _locked(source)
    is_news = row.down_since is None
    row.down_since = row.down_since or at
    row.failure = reason
    row.save(update_fields=["down_since", "failure"])
    if is_news:
        publish(SourceFailed(source=source, reason=reason, since=at), at=at)
    return is_news


@transaction.atomic
def source_recovered(source: str, *, at: datetime) -> bool:
    """Note that ``source`` works; whether that is news."""
    row = _locked(source)
    down_since = row.down_since
    if down_since is None:
        return False
    row.down_since = None
    row.failure = ""
    row.last_success_at = at
    row.save(update_fields=["down_since", "failure", "last_success_at"])
    publish(SourceRecovered(source=source, down_since=down_since), at=at)
    return True


def _locked(source: str) -> Source:
    row = Source.objects.select_for_update().filter(id=source).first()
    if row is None:
        raise UnknownSourceError(f"no source has the id {source!r}")
    return row
