"""The indicators of the city."""
