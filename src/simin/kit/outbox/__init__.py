"""The spine: domain events commit with the write that caused them, and are read in order.

Owns the table of events and the readers' cursors. Publishes nothing itself.
Nothing is ever appended outside a transaction, and no event is changed once it stands.
"""
