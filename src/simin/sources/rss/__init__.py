"""News feeds: RSS 2.0 and its elders, RSS 1.0, and Atom."""

from simin.sources.rss.source import KIND

__all__ = ["KIND"]
