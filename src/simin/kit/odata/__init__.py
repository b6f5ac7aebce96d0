"""The addresses and queries of OData, as far as OGC SensorThings uses them.

Text goes in, small frozen trees come out; whoever holds the rows gives them meaning. Our own, since
the one kept-up parser on the package index knows none of SensorThings' geospatial functions,
intervals or ``@iot.`` names. Nothing here looks anything up.

``expression.parse`` reads ``$filter``, ``options.parse`` a query string, ``resource.parse`` a path.
"""
