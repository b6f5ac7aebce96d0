"""The audit of the city."""
