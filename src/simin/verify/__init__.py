"""``simin verify URL``: anyone's check of a city's picture, from outside and without Django.

Believes nothing that the city says but what is signed by a key that was pinned or seen before, and
what hashes to that. Says in plain words what was proved and what was not. Writes one small file of
what it remembers; sends the city nothing but questions that any browser sends.
"""
