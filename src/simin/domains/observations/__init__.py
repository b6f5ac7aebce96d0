"""The observations of the city."""
