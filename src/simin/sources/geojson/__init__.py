"""GeoJSON, also in a national grid instead of the longitude and latitude that the standard asks for."""

from simin.sources.geojson.source import KIND

__all__ = ["KIND"]
