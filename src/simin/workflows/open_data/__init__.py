"""The city's open data: which data sets and families of datastreams everybody may have, and what of
them.

Couples the catalogue, the observations, and what the picture withholds. Every door to the public
(the plaza's pages and files, its API, DCAT, CKAN, OGC …) asks here and nowhere else, so that what
is withheld is missing in all of them. Nothing is decided here: the rules of release do that.
"""
