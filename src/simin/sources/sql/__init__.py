"""Another system's database: rows of one SELECT, which can only read."""

from simin.sources.sql.source import KIND

__all__ = ["KIND"]
