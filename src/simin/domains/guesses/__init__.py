"""What citizens think a number of the city is before they see it.

Owns what the pack wants to be guessed, between which bounds, and how often each part of them was
named on a day. Publishes that a guess was counted. Never here: a person, an address, a cookie, one
guess as it was made; a value of the city, which is the picture's.
"""
