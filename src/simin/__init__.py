"""Simin: one live picture of the city, for its mayor and every citizen."""

__version__ = "0.1.0"
