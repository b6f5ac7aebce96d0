"""The numbers that the city steers by, and how each is made of observations.

Owns the definitions of indicators, scales (levels) and indexes, and computes values, levels,
freshness and cards from what ``observations`` keeps. Publishes no events: an indicator changes when
its observations do, and ``queries.affected_by`` says which.

Never here: a stored value (it would be a second truth beside the observations), a missing value
shown as a good one, a card without the trust mark of every part of it.
"""
