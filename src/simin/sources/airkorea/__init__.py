"""AirKorea: the national air network's readings, whose flags invalidate a value that is present."""

from simin.sources.airkorea.source import KIND

__all__ = ["KIND"]
