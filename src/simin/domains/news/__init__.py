"""What the city announces: its own notices and releases that came from outside.

Owns notices. Publishes ``NoticePublished``. A notice is never changed after it was published, its
link never leads anywhere but to https, and nothing here knows why a notice was written.
"""
