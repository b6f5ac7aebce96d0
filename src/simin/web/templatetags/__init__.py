"""Template tags of the pages; ``{% load simin %}`` brings all of them."""
