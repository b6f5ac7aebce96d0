"""What the API tells of data sets and rows, as plain values for JSON. Pure but for addresses."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from simin.domains.catalogue.queries import Schema, Version, name_of
from simin.workflows.open_data.forms import formats_of
from simin.workflows.open_data.opening import PublicDataset, PublicFamily

type Document = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """UTC, with a Z; a time of rows carries no zone and is UTC."""
    if at is None:
        return None
    utc = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    return utc.isoformat() + "Z"


def plain(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value


def row_document(row: Mapping[str, Any], columns: Sequence[str]) -> Document:
    return {name: plain(row[name]) for name in columns}


def dataset_document(of: PublicDataset, base: str) -> Document:
    told, newest = of.dataset, of.newest
    return {
        "id": of.id,
        "kind": "table",
        "title": told.title,
        "description": told.description,
        "theme": told.theme or None,
        "owner": told.owner,
        "licence": licence_document(of),
        "attribution": told.attribution,
        "source": told.source or None,
        "version": newest.number if newest else None,
        "rows": newest.rows if newest else 0,
        "changed_at": moment(of.changed_at),
        "page": f"{base}/data/{of.id}/",
        "rows_address": f"{base}/data/api/datasets/{of.id}/rows",
        "files": files_of(of, base),
    }


def licence_document(of: PublicDataset | PublicFamily) -> Document:
    return {
        "id": of.licence.id,
        "title": of.licence.title,
        "address": of.licence.address or None,
        "attribution": of.licence.attribution,
    }


def files_of(of: PublicDataset, base: str) -> dict[str, str]:
    if of.newest is None:
        return {}
    return {one: f"{base}/data/{of.id}/rows.{one}" for one in formats_of(of.schema)}


def columns_document(schema: Schema) -> list[Document]:
    return [
        {
            "name": each.name,
            "asked_as": name_of(each.name),
            "type": each.type,
            "title": each.title,
            "unit": each.unit,
            "key": each.name in schema.key,
            "codes": each.codes,
        }
        for each in schema.columns
    ]


def version_document(of: Version) -> Document:
    return {
        "number": of.number,
        "at": moment(of.at),
        "rows": of.rows,
        "added": of.added,
        "changed": of.changed,
        "removed": of.removed,
        "run": of.run,
    }


def family_document(of: PublicFamily, base: str) -> Document:
    return {
        "id": of.id,
        "kind": "series",
        "title": of.title,
        "theme": of.theme or None,
        "owner": of.owner or None,
        "licence": licence_document(of),
        "attribution": of.source.attribution,
        "source": of.source.id,
        "origin": of.source.origin.value,
        "unit": of.line.unit,
        "datastreams": of.line.streams,
        "observations": of.line.kept,
        "changed_at": moment(of.changed_at),
        "page": f"{base}/data/series/{of.id}/",
        "hours": f"{base}/data/series/{of.id}/hours.csv",
        "latest": f"{base}/observations/latest.json?family={of.id}",
    }
