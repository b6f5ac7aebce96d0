"""The standard doors: the city's open data in the forms that other programs speak already.

One folder a standard. What is public is asked of ``workflows.open_data`` alone, what all doors do
alike (limits, caches, who may read) stands in ``door``. Never here: a rule of what is public, a
cookie, a write.
"""
