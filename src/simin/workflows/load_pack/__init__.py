"""A checked pack becomes a city: every domain takes its part, all in one transaction.

Loading the same pack again changes nothing; a newer edition of it changes what differs. What a
domain refuses stops everything: nothing is half-loaded.
"""

from simin.workflows.load_pack.load import load_pack

__all__ = ["load_pack"]
