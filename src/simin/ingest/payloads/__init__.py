"""Reading the bytes that a source sent: text, JSON, XML and tables.

Everything here is pure and distrusts what it reads: no entity is expanded, no file named in a
payload is opened, and what cannot be read ends in a ``SourceError`` that says why. Nothing here
knows a kind of source or what the content means.
"""
