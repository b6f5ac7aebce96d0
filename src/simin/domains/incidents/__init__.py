"""What happens in the city and is being dealt with, and how grave the city's whole situation is.

Owns incident kinds, incidents with their timeline, units and counters, and the city stage with its
criteria. Publishes ``IncidentReported``, ``IncidentAdvanced``, ``IncidentNoted``,
``IncidentReopened``, ``IncidentMerged``, ``UnitAssigned``, ``UnitMoved`` and ``StageChanged``.

A timeline is only ever added to, an incident never goes back along its path by itself, and nobody
counts incidents by reading them: the counters move in the write that changes them.
"""
