"""Whose limits a request counts for, behind the proxies that are trusted. No Django here."""

from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

from simin.config.environment import Environment
from simin.kit.addresses import client_of, household_of

type Scope = MutableMapping[str, Any]


def households(environment: Environment) -> Callable[[Scope], str]:
    return partial(household, proxies=environment.trusted_proxies)


def household(scope: Scope, *, proxies: int) -> str:
    """Empty where the address is not known: all such are one."""
    peer = (scope.get("client") or ("",))[0]
    told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    return household_of(client_of(peer, told.decode("latin-1"), proxies))
