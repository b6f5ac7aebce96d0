"""Entities of an NGSI-LD context broker, asked for or notified."""

from simin.sources.ngsi_ld.source import KIND

__all__ = ["KIND"]
