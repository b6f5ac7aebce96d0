"""Brings versions into order: the newest becomes one file, old ones go by rule, and files that no
version speaks of go with them. What readers see stays the same."""

from collections.abc import Collection
from datetime import datetime

import msgspec
from django.db import transaction

from simin.domains.catalogue import folder, retention
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.catalogue.folder import FileEntry
from simin.domains.catalogue.models import Dataset
from simin.domains.catalogue.schema import Schema

#: A version is made one file when it has more files than this …
_MOST_FILES = 8
#: … or when this share of its rows stands behind the first.
_MOST_BEHIND = 0.1


def tidy(*, now: datetime) -> int:
    """Make the newest versions one file each, forget old versions, sweep files; how many went."""
    return sum(_tidy(name, now) for name in Dataset.objects.values_list("id", flat=True))


def _tidy(dataset: str, now: datetime) -> int:
    _compact(dataset)
    with transaction.atomic():
        row = locked(dataset)
        whole = row.versions.filter(whole=True)
        versions = list(whole.values_list("number", "at"))
        whole.exclude(number__in=retention.kept(versions, now)).delete()
        known = {
            name
            for files in row.versions.values_list("files", flat=True)
            for name in folder.names(files)
        }
        return folder.sweep(dataset, known)


@transaction.atomic
def _compact(dataset: str) -> None:
    row = locked(dataset)
    last = row.versions.order_by("-number").first()
    if last is None or not _is_scattered(last.files):
        return
    with folder.reading() as engine:
        schema = msgspec.convert(last.schema, Schema)
        last.files = [folder.merged(engine, row.id, schema, last.files)]
    last.save(update_fields=["files"])


def _is_scattered(files: Collection[FileEntry]) -> bool:
    first, *behind = files
    return len(behind) >= _MOST_FILES or sum(each["rows"] for each in behind) > (
        first["rows"] * _MOST_BEHIND
    )


def locked(dataset: str) -> Dataset:
    """Raises ``UnknownDatasetError``."""
    row = Dataset.objects.select_for_update().filter(id=dataset).first()
    if row is None:
        raise UnknownDatasetError(dataset)
    return row
