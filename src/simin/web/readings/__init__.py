"""The short way out for observations: what screens and programs ask again and again.

A raw ASGI application before Django with four questions. An answer is kept as bytes until the
journal has moved on; who asks the same meanwhile waits for one answer and not for a thread each.
What a family's indicator withholds is withheld here: it does not exist.

Never here: a question whose work grows with history; a number without where it comes from.
"""
