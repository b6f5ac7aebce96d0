"""Cold start of ``simin up`` and the memory of all its processes when idle."""
