"""Finds the kinds of sources: every package of ``simin.sources`` that has a ``KIND``.

A new kind is a new folder; nothing is registered by hand.
"""

import importlib
import pkgutil
from functools import cache

import simin.sources
from simin.ingest.feeds import SourceKind


@cache
def known_kinds() -> dict[str, SourceKind]:
    """By name."""
    kinds: dict[str, SourceKind] = {}
    for module in pkgutil.iter_modules(simin.sources.__path__):
        package = importlib.import_module(f"{simin.sources.__name__}.{module.name}")
        kind: SourceKind | None = getattr(package, "KIND", None)
        if kind is not None:
            kinds[kind.name] = kind
    return kinds
