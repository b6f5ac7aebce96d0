"""Makes the recordings of the shipped city packs; never part of the running city."""
