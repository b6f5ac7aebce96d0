"""The kinds of sources, for the parts of the composition root; ``sources`` finds them."""

from simin.sources.known import known_kinds

__all__ = ["known_kinds"]
