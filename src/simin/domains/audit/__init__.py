"""What was done, by whom, when: written once, in order, each entry bound to the one before.

Owns the audit trail. Publishes nothing; it is told, by services and workflows, in the transaction
of the deed. An entry is never changed and never removed, and never holds a secret, a whole network
address, or the content of what was read.
"""
