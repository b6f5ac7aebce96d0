"""Citizens' requests of a remote Open311 GeoReport v2 server."""

from simin.sources.open311.source import KIND

__all__ = ["KIND"]
