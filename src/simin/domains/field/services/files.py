"""Delete files that nobody refers to any more.

Inside a transaction that holds the turn (``outbox.take_turns``): whoever adds a report checks in
its own turn that its file is still there. Files go before the rows that name them: what a kill
interrupts is done again.
"""

from collections.abc import Sequence

from django.db.models import Q

from simin.domains.field.models import Report
from simin.kit.file_store import store_of
from simin.kit.outbox.services import take_turns


def forget_files(reports: Sequence[Report]) -> None:
    """The reports stay, without their files."""
    take_turns()
    mine = [report.id for report in reports]
    for report in reports:
        for name in {report.file, report.thumbnail} - {""}:
            if not _others(name, mine):
                store_of("field").delete(name)
        report.file, report.thumbnail, report.file_until = "", "", None
        report.save(update_fields=["file", "thumbnail", "file_until"])


def _others(name: str, mine: Sequence[int]) -> bool:
    same = Report.objects.filter(Q(file=name) | Q(thumbnail=name))
    return same.exclude(id__in=mine).exists()
