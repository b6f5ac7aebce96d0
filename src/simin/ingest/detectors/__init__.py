"""Detectors: the ways in which city data goes wrong, each as a pure function on plain values.

One noun a file. A detector is handed what arrived (and the little that was kept of before), and
answers with findings; it reads no database, asks no network and never changes a value. What a city
must decide (how long a value may stand, what is plausible) is handed in. Every rule, where it comes
from and what it misses stands in ``docs/reference/trust.md``.
"""
