"""The city's observations as the entities of OGC SensorThings 1.1 (18-088).

``entities`` tells what there is, ``reading`` answers what is asked of it, ``writing`` changes it,
``document`` is the one place that knows how an entity looks as JSON. Others enter through
``queries`` and ``services`` of this domain.

Never here: HTTP, and who somebody is. What may be seen is handed in as a ``Viewer``, what may be
written as a ``Writer``.
"""
