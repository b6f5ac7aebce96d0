"""The live gateway: snapshot, numbered frames and the stream, for any number of viewers.

Reads what the picture published and never writes; knows no card, no account and no Django, so that
``simin live`` starts in a fraction of a second. A signed ticket alone opens the office's view.
Nothing in here waits for one viewer: one encoded frame goes to all, and whoever reads too slowly is
given the snapshot instead of a queue.
"""
