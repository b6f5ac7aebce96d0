"""Who may send a warning: four eyes. Which roles may come near one, identity says."""

from collections.abc import Collection

from simin.domains.warnings.errors import NotSecondPersonError

#: Writes drafts that nobody wrote; is nobody's first pair of eyes.
SYSTEM = "system"


def check_second_person(authors: Collection[str], approver: str) -> None:
    """Whoever wrote or changed any of the draft may not approve it; what nobody wrote, nobody."""
    if not is_second_person(authors, approver):
        raise NotSecondPersonError("a second person approves what one person wrote")


def is_second_person(authors: Collection[str], approver: str) -> bool:
    return bool(approver) and approver not in authors and has_first_person(authors)


def has_first_person(authors: Collection[str]) -> bool:
    """What the system drafted is taken over by a person before another one approves it."""
    return bool(set(authors) - {SYSTEM})
