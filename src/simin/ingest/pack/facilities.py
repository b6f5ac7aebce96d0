"""Reads facilities on demand: thousands of rows that a running server does not keep."""

from collections.abc import Iterator
from pathlib import Path

from simin.ingest.pack.geography import Geography
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.places import Facility, FacilityLayer
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.table import open_table

FOLDER = "places/facilities"
_COLUMNS = ("id", "district", "longitude", "latitude", "capacity")


def read_facilities(pack: Pack, layer: FacilityLayer) -> tuple[Facility, ...]:
    """All facilities of ``layer``. Raises ``PackDamagedError``."""
    problems = Problems()
    geography = Geography(pack.folder, problems, pack.city.languages, pack.city.centre)
    districts = {district.id for district in pack.districts}
    facilities = tuple(_facilities(pack.folder, layer, geography, problems, districts))
    problems.raise_if_any()
    return facilities


def check_facilities(pack: Pack, problems: Problems) -> None:
    """Collect what is wrong in the rows of every layer."""
    geography = Geography(pack.folder, problems, pack.city.languages, pack.city.centre)
    districts = {district.id for district in pack.districts}
    for layer in pack.facility_layers:
        for _ in _facilities(pack.folder, layer, geography, problems, districts):
            pass


def _facilities(
    folder: Path,
    layer: FacilityLayer,
    geography: Geography,
    problems: Problems,
    districts: set[str],
) -> Iterator[Facility]:
    file = f"{FOLDER}/{layer.file}"
    if not (folder / file).exists():
        problems.add(file, None, "", "the file is missing")
        return
    seen: set[str] = set()
    with open_table(folder / file) as (header, rows):
        missing = [name for name in _COLUMNS if name not in header]
        if missing or not any(name.startswith("name_") for name in header):
            for name in missing or ["name_"]:
                problems.add(file, 1, name, "the column is missing")
            return
        for line, cells in rows:
            row = dict(zip(header, cells, strict=False))
            facility = _facility(file, line, row, layer, geography, problems)
            if row["district"] not in districts:
                problems.add(file, line, "district", f'"{row["district"]}" is no district')
            if row["id"] in seen:
                problems.add(file, line, "id", f'"{row["id"]}" stands twice')
            seen.add(row["id"])
            if facility is not None:
                yield facility


def _facility(
    file: str,
    line: int,
    row: dict[str, str],
    layer: FacilityLayer,
    geography: Geography,
    problems: Problems,
) -> Facility | None:
    point = geography.point(file, line, row.get("longitude", ""), row.get("latitude", ""))
    capacity = row.get("capacity", "")
    if capacity and not capacity.isdecimal():
        problems.add(file, line, "capacity", f'"{capacity}" is not a whole number')
        return None
    if point is None:
        return None
    names = {key[5:]: text for key, text in row.items() if key.startswith("name_") and text}
    return Facility(
        id=row["id"],
        layer=layer.id,
        district=row["district"],
        name=names,
        longitude=point[0],
        latitude=point[1],
        capacity=int(capacity) if capacity else None,
    )
