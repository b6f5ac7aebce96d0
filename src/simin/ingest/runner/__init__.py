"""Runs feeds: asks their sources, reads what came through their kinds, keeps it, tells how it went.

Fetching is asyncio; everything that touches the database happens in one other thread. Four families
of failure have one answer each: a source that is unavailable is left alone for a while, one that
refuses is not asked again until someone looks, a record that cannot be read goes to quarantine and
the rest is kept, and a feed that is implausible is not written at all.

What never happens here: a kind of source is known by name, a secret is stored, a page is kept
without the cursor behind it, a fifth of a feed vanishes without a person's word.
"""
