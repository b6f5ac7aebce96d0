"""The outline of this installation's city, drawn once for each edition of its gazetteer."""

import threading
from dataclasses import dataclass

from simin.domains.places import queries
from simin.domains.places.gazetteer import Gazetteer
from simin.web.maps import geojson
from simin.web.maps.city_map import CityMap, Feature, draw


@dataclass(frozen=True)
class _Edition:
    gazetteer: Gazetteer
    city_map: CityMap
    outline: bytes


_lock = threading.Lock()
_kept: _Edition | None = None


def city_map() -> CityMap | None:
    """None before a pack is loaded."""
    edition = _edition()
    return edition.city_map if edition else None


def outline() -> bytes:
    """The outline as GeoJSON; an empty collection before a pack is loaded."""
    edition = _edition()
    return edition.outline if edition else geojson.collection([])


def _edition() -> _Edition | None:
    global _kept  # noqa: PLW0603 - one slot per process, guarded by the lock
    gazetteer = queries.gazetteer()
    if not gazetteer.districts:
        return None
    with _lock:
        if _kept is None or _kept.gazetteer is not gazetteer:
            _kept = _drawn(gazetteer)
        return _kept


def _drawn(gazetteer: Gazetteer) -> _Edition:
    lines = queries.lines()
    districts = [Feature(one.id, one.name, one.geometry) for one in gazetteer.districts]
    drawn = draw(districts, [Feature(line.kind, line.name, line.geometry) for line in lines])
    return _Edition(gazetteer, drawn, geojson.outline(gazetteer.districts, lines))
