"""What needs the city's leaders now: one ranked list, the same for the mayor and every citizen.

``situation`` is what the rules look at, ``rules`` is the table of rules and the ranking (pure),
``city_now`` gathers the situation, ``listing`` makes the card. Nothing here decides or changes
anything; of a withheld incident its kind is said, and that it needs attention, and no more.
"""

from simin.workflows.attention.listing import card

__all__ = ["card"]
