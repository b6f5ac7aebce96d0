"""JSON from anywhere: rows and fields are pointed at by key, JSON Pointer or JSONPath."""

from simin.sources.json.source import KIND

__all__ = ["KIND"]
