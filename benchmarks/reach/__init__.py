"""How far one picture reaches: the origin's own reads, and a cache in front of it."""
