"""Reads facilities on demand: thousands of rows that a running server does not keep."""

from collections.abc import Iterator

from simin.ingest.pack.geography import Geography
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.places import Facility, FacilityLayer
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.table import rows_of

FOLDER = "places/facilities"
_COLUMNS = ("id", "district", "longitude", "latitude", "capacity")


def read_facilities(pack: Pack, layer: FacilityLayer) -> tuple[Facility, ...]:
    """All facilities of ``layer``. Raises ``PackDamagedError``."""
    problems = Problems()
    facilities = tuple(_Layer(pack, layer, problems).rows())
    problems.raise_if_any()
    return facilities


def check_facilities(pack: Pack, problems: Problems) -> None:
    """Collect what is wrong in the rows of every layer."""
    for layer in pack.facility_layers:
        for _ in _Layer(pack, layer, problems).rows():
            pass


class _Layer:
    """One reading of one layer."""

    def __init__(self, pack: Pack, layer: FacilityLayer, problems: Problems) -> None:
        self._layer = layer
        self._folder = pack.folder
        self._file = f"{FOLDER}/{layer.file}"
        self._problems = problems
        self._geography = Geography(pack.folder, problems, pack.city.languages, pack.city.centre)
        self._districts = {district.id for district in pack.districts}
        self._seen: set[str] = set()

    def rows(self) -> Iterator[Facility]:
        for line, row in rows_of(self._folder, self._file, _COLUMNS, self._problems):
            self._check_names(line, row)
            facility = self._facility(line, row)
            if facility is not None:
                yield facility

    def _check_names(self, line: int, row: dict[str, str]) -> None:
        if row["district"] not in self._districts:
            reason = f'"{row["district"]}" is no district'
            self._problems.add(self._file, line, "district", reason)
        if row["id"] in self._seen:
            self._problems.add(self._file, line, "id", f'"{row["id"]}" stands twice')
        self._seen.add(row["id"])

    def _facility(self, line: int, row: dict[str, str]) -> Facility | None:
        point = self._geography.point(self._file, line, row["longitude"], row["latitude"])
        capacity = row["capacity"]
        names = {key[5:]: text for key, text in row.items() if key.startswith("name_") and text}
        if not names:
            self._problems.add(self._file, line, "name", "is missing in every language")
        if capacity and not capacity.isdecimal():
            reason = f'"{capacity}" is not a whole number'
            self._problems.add(self._file, line, "capacity", reason)
            return None
        if point is None:
            return None
        return Facility(
            id=row["id"],
            layer=self._layer.id,
            district=row["district"],
            name=names,
            longitude=point[0],
            latitude=point[1],
            capacity=int(capacity) if capacity else None,
        )
