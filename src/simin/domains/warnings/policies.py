"""Who may send a warning: four eyes. Which roles may come near one, identity says."""

from collections.abc import Collection

from simin.domains.warnings.errors import NotSecondPersonError


def check_second_person(authors: Collection[str], approver: str) -> None:
    """Whoever wrote or changed any of the draft may not approve it."""
    if not approver or approver in authors:
        raise NotSecondPersonError("a second person approves what one person wrote")


def is_second_person(authors: Collection[str], approver: str) -> bool:
    return bool(approver) and approver not in authors
