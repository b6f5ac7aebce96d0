"""Seeded generators for what has no recording; all of it is marked synthetic.

A value depends on the city, the generator and the hour, never on what was asked before: two
processes, or the same one after a restart, bring the same city. Pure: no clock, no state that
matters, no I/O.
"""

from simin.ingest.pack import Pack
from simin.ingest.pack.synthetic import CounterGenerator, RequestGenerator, SignalGenerator
from simin.ingest.records import RecordStream
from simin.sources.synthetic.counter import CounterStream
from simin.sources.synthetic.incidents import GeneratedIncidents
from simin.sources.synthetic.requests import GeneratedRequests
from simin.sources.synthetic.signal import SignalStream


def synthetic_streams(pack: Pack) -> tuple[RecordStream, ...]:
    """A stream for each generator of the pack."""
    streams: list[RecordStream] = []
    for generator in pack.generators:
        if isinstance(generator, SignalGenerator):
            streams.append(SignalStream(pack, generator))
        elif isinstance(generator, CounterGenerator):
            streams.append(CounterStream(pack, generator))
        elif isinstance(generator, RequestGenerator):
            streams.append(GeneratedRequests(pack, generator))
        else:
            streams.append(GeneratedIncidents(pack, generator))
    return tuple(streams)


__all__ = ["synthetic_streams"]
