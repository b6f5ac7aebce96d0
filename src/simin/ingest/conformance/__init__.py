"""What every kind of source must survive: recorded payloads, and what becomes of them on the way.

A kind's ``test_source.py`` runs ``checks(KIND, folder)`` over its ``fixtures``; a kind is ready
when all of them pass. No network, no clock, no randomness: a failure repeats.
"""

from simin.ingest.conformance.case import Case, cases
from simin.ingest.conformance.suite import Check, checks

__all__ = ["Case", "Check", "cases", "checks"]
