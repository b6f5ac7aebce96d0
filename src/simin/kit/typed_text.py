"""What a person typed, before it is kept. Pure."""

from simin.kit.errors import RejectedError


def checked_text(said: str, *, most: int, field: str = "text") -> str:
    """Without the blanks around it. Raises ``RejectedError`` naming ``field``."""
    said = said.strip()
    if len(said) > most:
        raise RejectedError(field, f"at most {most} characters")
    if "\0" in said:
        raise RejectedError(field, "holds a sign that no text has")
    return said
