"""Warnings to the public, in the words of OASIS CAP 1.2: the city's own, and other authorities'.

Owns public warnings with the messages that were sent of each, and the warnings that came from
elsewhere. Publishes ``WarningDrafted``, ``WarningEdited``, ``DraftDiscarded``, ``WarningIssued``,
``WarningUpdated``, ``WarningCancelled``, ``WarningExpired`` and ``ReceivedWarningsChanged``.

A message that was sent is never changed: an update and a cancel are messages of their own, which
refer to all that they replace. Nobody issues alone what they wrote, no warning is withheld, and an
incident is known here by its number only.
"""
