"""The gazetteer: the city, its districts, neighbourhoods, facilities and the lines on its map.

Owns names, outlines and positions. Publishes ``PlacesDefined``. Never knows what happens at a
place, never asks another service where something is, and never keeps the address of a person.
"""
