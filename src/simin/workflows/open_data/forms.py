"""In which forms rows can be had as a file. Pure."""

from simin.domains.catalogue.queries import Schema

#: Endings of files, the first of which a table always has.
FORMATS = ("csv", "json", "jsonl", "geojson", "parquet", "xlsx")


def formats_of(schema: Schema) -> tuple[str, ...]:
    """GeoJSON is of rows that have a place."""
    return tuple(one for one in FORMATS if one != "geojson" or schema.spatial)
