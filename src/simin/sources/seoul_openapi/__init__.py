"""Seoul Open Data Plaza: pages of at most 1,000 rows, in envelopes of several shapes."""

from simin.sources.seoul_openapi.source import KIND

__all__ = ["KIND"]
