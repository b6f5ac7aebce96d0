"""OGC SensorThings API 1.1 at ``/sta/v1.1/``: HTTP around the entities of ``observations``.

Readers get the public view; writers bring the key of a device. Nothing here knows a table.
"""
