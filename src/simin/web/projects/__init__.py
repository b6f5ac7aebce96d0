"""``/desk/projects/`` and ``/desk/pledges/``, and what the cards' pages show of both.

What a page shows is read from the card where the picture has it, so that release is honoured; the
curves, tables and photos behind a card are asked for only once the card itself may be seen.
"""
