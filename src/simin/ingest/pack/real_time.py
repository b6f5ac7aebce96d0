"""A pack as a city lives by it that is no demonstration: in real time, with its recordings beside.

Recordings then only stand in for feeds whose secrets are missing; their window stays.
"""

from msgspec.structs import replace

from simin.ingest.pack.city import Loop
from simin.ingest.pack.pack import Pack


def in_real_time(pack: Pack) -> Pack:
    """``pack`` without its demonstration."""
    demo, loop = pack.city.demo, pack.city.stand_in
    if demo is not None and loop is None:
        loop = Loop(window=demo.window, history_days=demo.history_days)
    return replace(pack, city=replace(pack.city, demo=None, stand_in=loop))
