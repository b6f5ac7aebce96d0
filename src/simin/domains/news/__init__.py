"""The news of the city."""
