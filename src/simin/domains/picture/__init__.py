"""The one picture that the mayor and every citizen look at.

Owns cards, trust marks, release, frames and their hashes, and the tables that keep frames.
Publishes no events: a frame *is* what it publishes. Knows no kind of card by name, computes no
number of the city, and never changes a frame once it is numbered.

``card``, ``frame``, ``fold``, ``release`` and ``wire`` are pure and free of Django; the live
gateway reads them.
"""
