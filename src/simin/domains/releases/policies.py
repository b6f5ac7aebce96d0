"""Who may decide what everyone sees."""

from collections.abc import Collection

from simin.domains.identity.policies import RELEASE_ROLES, may
from simin.domains.identity.roles import Role
from simin.kit.errors import NotAllowedError, RejectedError


def check_may_decide(held: Collection[Role]) -> None:
    if not may(held, RELEASE_ROLES):
        raise NotAllowedError("what is released is decided by the mayor or a publisher")


def check_is_another(proposed_by: str, by: str) -> None:
    """Two persons: roles do not help."""
    if proposed_by == by:
        raise RejectedError("by", "who proposed it may not confirm it")
