"""Listens at MQTT brokers for subscribed feeds, and acknowledges after keeping.

A session of the broker's outlives ours: what arrives while nobody listens waits there, and what was
not acknowledged comes again. Many messages are kept in one transaction together with the memory of
which they were, so that a message that comes again (a kill between commit and acknowledgement) is
known by its packet id and content and changes nothing, also where it carries no time.

What never happens here: a message is acknowledged that is not kept, memory grows with a slow
database, a broker is dialled at an address that was not judged, a payload gets a meaning.
"""
