"""Who decided what everyone may see: the city's policy, and decisions of people.

Owns the policy as it was loaded and every decision, in force or over. Publishes
``ReleaseProposed``, ``ReleaseDecided`` and ``ReleaseProposalEnded``. The rule itself is pure and
stands in ``picture.policy``; ``queries.rules`` hands it out with what is in force now.

Never here: an opening by the clock of what has a date of review (it is flagged, and a person
decides), a withheld incident that one person decided about alone, content of any card.
"""
