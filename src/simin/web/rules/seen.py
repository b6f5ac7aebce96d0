"""The revision that a form was made of, as it comes back."""


def revision(typed: str) -> int | None:
    """None: it says none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
