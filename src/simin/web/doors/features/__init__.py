"""OGC API - Features, part 1 (17-069r4): the data sets that stand somewhere, as features.

Core, GeoJSON and HTML. A data set is a collection, a row a feature. The description of the service
is the city's own (``/openapi.json``), which is OpenAPI 3.1, so the class for 3.0 is not claimed.
"""
