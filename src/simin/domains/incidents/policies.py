"""Who may set the city's stage by hand."""

from collections.abc import Collection

from simin.domains.identity.policies import STAGE_ROLES, may
from simin.domains.identity.roles import Role
from simin.kit.errors import NotAllowedError


def check_may_override(held: Collection[Role]) -> None:
    if not may(held, STAGE_ROLES):
        raise NotAllowedError("the stage is set by the mayor or the duty officer")
