"""``/search/``: everything that the city shows, found by words in either language.

Searched are the public picture, the gazetteer and what is public in the catalogue: what is withheld
is not in there, so that no query can find it, and none can tell by what is left out.
"""
