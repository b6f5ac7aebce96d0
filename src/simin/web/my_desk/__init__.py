"""``/desk/``: what waits for whoever is signed in, gathered from the parts of the desk.

Each part says in a file of its own what of it waits for a person. Nothing is decided here, nothing
is changed, and nothing is shown that the part's own pages would not show to the same reader.
"""
