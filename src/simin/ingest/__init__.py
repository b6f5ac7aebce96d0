"""How the outside comes in: packs are read, sources are run, what arrived is counted.

Owns runs and the replay's position. Publishes nothing itself: the domains that take the records do.
Nothing here knows a kind of source; kinds stand above, in ``sources``.
"""
