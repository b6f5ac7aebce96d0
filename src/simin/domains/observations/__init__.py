"""What the city observes, in the nouns of OGC SensorThings.

Owns sources, things, sensors, observed properties, datastreams, the journal of observations, the
latest value of every datastream and its hourly and daily roll-ups, and findings: what speaks
against what a source tells.
Publishes ``ObservationsRecorded``, ``SourceFailed``, ``SourceRecovered``, ``SourceOriginChanged``
and ``FindingsChanged``.

Never here: fetching, parsing, levels, aggregates over districts, anything of one city. No read
walks the journal: what a screen needs is kept while writing (invariant 6).
"""
