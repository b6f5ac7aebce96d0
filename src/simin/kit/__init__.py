"""City-free ground: clock, text, errors, outbox, tickets.

Nothing in here knows what a city is; nothing in here imports from above.
"""
