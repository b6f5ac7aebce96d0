"""GeoJSON, also in a national grid in place of longitude and latitude."""

from simin.sources.geojson.source import KIND

__all__ = ["KIND"]
