"""``/desk/stage/``: the city's stage, why it is that, who set it by hand, and how it came to be."""
