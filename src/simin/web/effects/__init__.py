"""What the city's acts moved, in words and as a drawing; and what citizens say they noticed.

Every number comes from an estimate that is kept. Where nothing can be said the page says so, and
why. Who answers is not known afterwards: no account, no address, and no cookie before an answer.
"""
