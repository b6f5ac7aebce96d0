"""What people see of feeds and may ask of them: states, hours, quarantine, orders, mappings.

The runner writes its side here, in the transactions that keep a run; the desk reads it and leaves
orders, which the engine works. Counts are kept on write, so that no page counts what has passed.

What never happens here: a source is asked, a secret is seen, a quarantined record is deleted before
its thirty days are over.
"""
