"""The pack's data sets: declared, and filled with the rows that the pack ships."""

from datetime import datetime

from simin.domains.catalogue import services
from simin.domains.catalogue.definition import NewDataset
from simin.ingest.pack import DatasetEntry, Pack, dataset_digest, dataset_rows


def define_datasets(pack: Pack, *, at: datetime) -> None:
    """The same file again makes no other version."""
    for entry in pack.datasets:
        services.define(declared(entry), at=at)
        if entry.file is not None:
            services.replace(
                entry.id,
                dataset_rows(pack.folder, entry),
                run=None,
                at=at,
                digest=dataset_digest(pack.folder, entry),
            )


def declared(entry: DatasetEntry) -> NewDataset:
    return NewDataset(
        id=entry.id,
        title=entry.title,
        description=entry.description,
        licence=entry.licence,
        attribution=entry.attribution,
        owner=entry.owner,
        theme=entry.theme or "",
        source=entry.source or "",
        feed=entry.feed or "",
        schema=entry.schema,
    )
