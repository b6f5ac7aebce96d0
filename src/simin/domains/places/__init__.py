"""The places of the city."""
