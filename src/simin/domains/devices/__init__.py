"""Devices that hand in observations, and the keys by which they are known.

Owns keys: what they open, until when, whether they were revoked, when they were last used.
Publishes ``DeviceKeyIssued`` and ``DeviceKeyRevoked``.

Never here: a key itself. It is shown once, when it is issued; what is kept cannot be turned back
into it. Keys open nothing but the writing of observations and what describes them; people sign in
elsewhere.

For whoever takes observations in (also outside Django's requests): ``queries.admitted`` turns what
a caller sent into an ``Admission``, whose ``may_…`` methods say what it may do; ``services.used``
notes the use, at most once in ``USE_NOTED_EVERY``.
"""
