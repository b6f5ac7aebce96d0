"""Who decides on a request: publishers, and officers of the department that it is about. Pure."""

from collections.abc import Collection

from simin.domains.dataset_requests.models import DatasetRequest


def may_decide(
    request: DatasetRequest, *, publisher: bool, departments: Collection[str | None]
) -> bool:
    """``departments``: in which somebody is an officer; None among them: the whole city."""
    return publisher or None in departments or request.owner in departments
