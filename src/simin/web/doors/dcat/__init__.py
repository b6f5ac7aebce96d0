"""The catalogue in DCAT-AP 3.0.1: ``/catalog.ttl``, ``/catalog.jsonld``, ``/catalog.rdf``.

rdflib is brought in when the first catalogue is asked for, since it takes longer to come than
everything else of a page. Never here: what is public, and what an entry says (``entries``).
"""
