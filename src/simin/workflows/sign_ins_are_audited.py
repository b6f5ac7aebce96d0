"""Whoever signs in, fails to, signs out or changes how they sign in stands in the audit trail.

Listens to signals of Django and allauth, since a sign-in is nobody's domain event. A name that no
account has is not written down: people type passwords into the wrong field.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth_signals
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from simin.domains.audit.services import record
from simin.domains.identity import queries
from simin.domains.identity.queries import Account
from simin.kit.callers import address_of


def listen() -> None:
    """Called once, when Django has started; calling again changes nothing."""
    auth_signals.user_logged_in.connect(_signed_in)
    auth_signals.user_logged_out.connect(_signed_out)
    auth_signals.user_login_failed.connect(_sign_in_failed)
    mfa_signals.authentication_failed.connect(_second_factor_failed)
    # Not allauth's signals, which come after the commit: a kill in between would lose the entry.
    post_save.connect(_factor_saved, sender=Authenticator)
    post_delete.connect(_factor_deleted, sender=Authenticator)
    for signal, receiver in _CHANGES:
        signal.connect(receiver)


def _signed_in(user: Account, request: HttpRequest | None, **_: Any) -> None:
    _record(user, "sign-in", request, {"methods": _methods(user, request)})


def _signed_out(user: Account | None, request: HttpRequest | None, **_: Any) -> None:
    if user is not None:
        _record(user, "sign-out", request)


def _sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    name = str(credentials.get("username") or "")
    known = queries.has_account(name)
    record(
        account=name if known else "",
        action="sign-in.failed",
        details={"account_known": known},
        address=_address(request),
    )


def _second_factor_failed(user: Account, request: HttpRequest, **_: Any) -> None:
    _record(user, "second-factor.failed", request)


def _factor_saved(instance: Authenticator, created: bool, **_: Any) -> None:
    if created:
        _record_factor(instance, "second-factor.added")


def _factor_deleted(instance: Authenticator, **_: Any) -> None:
    _record_factor(instance, "second-factor.removed")


def _password_changed(user: Account, request: HttpRequest, **_: Any) -> None:
    _record(user, "sign-in.password-changed", request)


def _address_changed(user: Account, request: HttpRequest, **_: Any) -> None:
    _record(user, "sign-in.mail-address-changed", request)


_CHANGES = (
    (account_signals.password_set, _password_changed),
    (account_signals.password_changed, _password_changed),
    (account_signals.password_reset, _password_changed),
    (account_signals.email_changed, _address_changed),
)


def _record(
    user: Account, action: str, request: HttpRequest | None, details: dict[str, Any] | None = None
) -> None:
    record(
        account=user.username,
        action=action,
        subject=f"account/{user.username}",
        details=details,
        address=_address(request),
    )


def _record_factor(factor: Authenticator, action: str) -> None:
    """Done by whoever is signed in; outside a request, by the system."""
    request = context.request
    by = request.user.get_username() if request and request.user.is_authenticated else "system"
    owner: Account = factor.user
    record(
        account=by,
        action=action,
        subject=f"account/{owner.username}",
        details={"type": str(factor.type)},
        address=_address(request),
    )


def _methods(user: Account, request: HttpRequest | None) -> list[str]:
    """How the person proved who they are, in the order of the steps."""
    if request is None:
        return []
    steps = get_authentication_records(request, user)
    return [":".join(filter(None, [step.get("method"), step.get("type")])) for step in steps]


def _address(request: HttpRequest | None) -> str:
    return "" if request is None else address_of(request)
