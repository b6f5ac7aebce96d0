"""``/desk/datasets/``: the catalogue for those who work for the city."""
