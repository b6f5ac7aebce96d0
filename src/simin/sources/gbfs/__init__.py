"""GBFS: shared bicycles and scooters, versions 1 to 3."""

from simin.sources.gbfs.source import KIND

__all__ = ["KIND"]
