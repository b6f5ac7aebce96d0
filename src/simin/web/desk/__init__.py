"""The desk's pages about sources: which feed is broken, since when, why, and what was refused.

Reads ``ingest.oversight`` and leaves orders there; no page asks a source or works a run.
"""
