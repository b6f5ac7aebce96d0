"""The identity of the city."""
