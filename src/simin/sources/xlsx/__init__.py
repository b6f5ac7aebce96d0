"""Workbooks, and the HTML tables that portals serve under the name of one."""

from simin.sources.xlsx.source import KIND

__all__ = ["KIND"]
