"""Who is asking, once a request."""

from django.http import HttpRequest

from simin.domains.identity.queries import Account
from simin.domains.procedures import queries
from simin.domains.procedures.policies import Actor


def actor_of(request: HttpRequest) -> Actor:
    known: Actor | None = getattr(request, "simin_actor", None)
    if known is None:
        assert isinstance(request.user, Account)
        known = queries.actor(request.user)
        request.simin_actor = known  # type: ignore[attr-defined]
    return known
