"""Long numbers that a spreadsheet rounded for display and then saved so: ``2.02E+11``. Pure."""

import re

_ROUNDED = re.compile(r"[1-9](?:\.\d{1,5})?E\+\d{2}", re.IGNORECASE)


def is_rounded(text: str) -> bool:
    """Whether only the first digits of a number are left in ``text``."""
    return _ROUNDED.fullmatch(text) is not None
