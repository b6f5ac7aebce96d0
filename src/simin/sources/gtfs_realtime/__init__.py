"""GTFS Realtime: positions of vehicles, delays of trips and alerts of public transport."""

from simin.sources.gtfs_realtime.source import KIND

__all__ = ["KIND"]
