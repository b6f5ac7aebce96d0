"""Wires what stands before all pages: where long bodies wait, and whose a request is."""

from collections.abc import Callable
from functools import partial

from simin.config.environment import Environment
from simin.kit.addresses import client_of, household_of
from simin.web.bodies.whole import Application, Scope, WholeBodies


def bodies_before(
    behind: Application, environment: Environment, household: Callable[[Scope], str]
) -> WholeBodies:
    folder = environment.home / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return WholeBodies(behind, folder, household)


def households(environment: Environment) -> Callable[[Scope], str]:
    return partial(household, proxies=environment.trusted_proxies)


def household(scope: Scope, *, proxies: int) -> str:
    """Whose limits a request counts for; nobody's own where its address is not known."""
    peer = (scope.get("client") or ("",))[0]
    told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    return household_of(client_of(peer, told.decode("latin-1"), proxies))
