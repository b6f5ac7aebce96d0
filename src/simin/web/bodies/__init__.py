"""What callers send, before a thread of pages is taken for it: whole, in time and not too large.

A thread that waits for a client is a thread less for everybody; eight such clients would be the end
of all pages. Never here: what a body means; who may send it.
"""
