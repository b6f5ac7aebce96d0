"""Text as every database takes it; sources send what PostgreSQL refuses.

For words about a source (reasons, names of columns, examples). A record's own values are never
changed: one that cannot be kept is rejected.
"""


def storable(said: str) -> str:
    """Without zero bytes and halves of surrogate pairs."""
    return said.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
