"""Who is out there: people who are let into one incident or one site by a link, without an account.

Owns invitations, what is sent by them (words, photos, positions, the state of a unit), uploads that
go on where they broke off, and calls with their signals and recordings. What is sent about an
incident stands in its timeline too. Publishes ``InvitationMade``, ``InvitationOpened``,
``InvitationRevoked``, ``PositionAllowed``, ``FieldReported``, ``CallChanged``, ``RecordingAllowed``
and ``RecordingEnded``.

Nothing that arrives here is public, a link's secret is not kept, and what tells of a person ends by
itself.
"""
