"""Public warnings in the Common Alerting Protocol, CAP 1.2 (and 1.1)."""

from simin.sources.cap.source import KIND

__all__ = ["KIND"]
