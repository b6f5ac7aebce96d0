"""CSV as cities publish it: any encoding, several lines of headings, CSV within CSV."""

from simin.sources.csv.source import KIND

__all__ = ["KIND"]
