"""Takes in what sources send of their own accord: posted to us, or published at a broker.

What comes goes the way of what is fetched: parsed by its kind, kept or put in quarantine, counted
in a run. Whoever sent it is told that it was taken only after it is kept, in one transaction with
the counts; so what is not acknowledged may be sent again, and what is sent again changes nothing.

What never happens here: a payload is parsed before its sender is known, something is acknowledged
that a kill could lose, a bad record costs its neighbours.
"""
