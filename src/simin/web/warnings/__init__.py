"""``/desk/warnings/`` and ``/cap/``: warnings are drafted, approved, cancelled, read by machines.

Nothing here decides what may be sent: the domain does. A draft is shown to those who may come near
one, and to nobody else; what was sent is everybody's.
"""
