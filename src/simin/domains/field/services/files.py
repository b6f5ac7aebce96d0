"""Delete files that nobody refers to any more.

Inside a transaction that holds the turn (``outbox.take_turns``): whoever adds a report checks in
its own turn that its file is still there. Files go before the rows that name them: what a kill
interrupts is done again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Q

from simin.domains.field.models import Report
from simin.kit.file_store import store_of
from simin.kit.outbox.services import take_turns

STORE = "field"
#: A file that is younger may be about to have its report.
ARRIVES_WITHIN = timedelta(days=1)
_AT_ONCE = 500


def forget_files(reports: Sequence[Report]) -> None:
    """The reports stay, without their files."""
    take_turns()
    mine = [report.id for report in reports]
    for report in reports:
        for name in {report.file, report.thumbnail} - {""}:
            if not _others(name, mine):
                store_of(STORE).delete(name)
        report.file, report.thumbnail, report.file_until = "", "", None
        report.save(update_fields=["file", "thumbnail", "file_until"])


def _others(name: str, mine: Sequence[int]) -> bool:
    same = Report.objects.filter(Q(file=name) | Q(thumbnail=name))
    return same.exclude(id__in=mine).exists()


@contextmanager
def kept_by_a_report(*names: str) -> Iterator[None]:
    """Files are stored before their report is: where there comes none, they go again."""
    try:
        yield
    except BaseException:
        forget_unnamed(names)
        raise


@transaction.atomic
def forget_unnamed(names: Iterable[str]) -> int:
    """Those of them that no report has."""
    take_turns()
    left = [name for name in set(names) if not _others(name, ())]
    return sum(store_of(STORE).delete(name) for name in left)


def sweep(now: datetime) -> int:
    """Files whose report never came: the process ended in between."""
    old = store_of(STORE).names(before=now - ARRIVES_WITHIN)
    return sum(forget_unnamed(names) for names in batched(_unnamed(old), _AT_ONCE))


def _unnamed(names: Iterable[str]) -> Iterator[str]:
    """Looked for without anybody waiting; whoever deletes looks again."""
    for some in batched(names, _AT_ONCE):
        rows = Report.objects.filter(Q(file__in=some) | Q(thumbnail__in=some))
        named = {name for pair in rows.values_list("file", "thumbnail") for name in pair}
        yield from (name for name in some if name not in named)
