"""Threads that make pages, and answers on their way to clients: no thread waits for who reads.

What the public may ask of the data has threads of its own, a few, with a bounded line before them:
so questions, however dear, never take the threads of the office, of sign-in and of forms. Never
here: what an answer says.
"""
