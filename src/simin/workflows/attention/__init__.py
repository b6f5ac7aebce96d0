"""What needs the city's leaders now: one ranked list, the same for the mayor and every citizen.

``situation`` is what the rules look at, ``rules`` is the table of rules and the ranking (pure),
``city_now`` gathers the situation, ``listing`` makes the card. Nothing here decides or changes
anything, and nothing of a withheld incident but its kind and district is ever said.
"""

from simin.workflows.attention.listing import card

__all__ = ["card"]
