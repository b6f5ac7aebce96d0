"""Observations of a remote OGC SensorThings 1.1 server."""

from simin.sources.sensorthings.source import KIND

__all__ = ["KIND"]
