"""The incidents of the city."""
