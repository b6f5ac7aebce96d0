"""What happens across domains, one story a file.

A story names the events it waits for (``REACTS_TO``) and does one thing (``react``), in the
transaction that moves the cursor past the event: it happens once, also after a kill. Rules of one
domain stay in that domain.
"""
