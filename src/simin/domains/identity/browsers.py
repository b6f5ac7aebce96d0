"""Browsers in which an account wants to be told: entered by the person, gone with the browser.

Entered through ``services``. An endpoint belongs to one account: whoever signs in to the same
browser after another takes it over, so that nobody is told in a browser that others use now.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from simin.domains.identity.models import Account, PushSubscription
from simin.kit.errors import RejectedError
from simin.kit.web_push import Subscription, checked

#: Browsers of one account.
MOST = 10


@transaction.atomic
def tell_in_browser(
    account: Account, told: Subscription, *, label: str = "", hosts: Collection[str] = ()
) -> int:
    """Its number; the same browser again is the same. Raises ``RejectedError``."""
    checked(told, hosts)
    Account.objects.select_for_update().get(pk=account.pk)
    others = PushSubscription.objects.filter(account=account).exclude(endpoint=told.endpoint)
    if others.count() >= MOST:
        raise RejectedError("endpoint", f"at most {MOST} browsers")
    row, _ = PushSubscription.objects.update_or_create(
        endpoint=told.endpoint,
        defaults={
            "account": account,
            "p256dh": told.p256dh,
            "auth": told.auth,
            "label": "".join(sign for sign in label if sign.isprintable())[:100],
            "since": timezone.now(),
        },
    )
    return row.pk


def forget_browser(number: int, *, of: Account | None = None) -> bool:
    """By the person, or (without ``of``) as the push service knows it no more."""
    rows = PushSubscription.objects.filter(id=number)
    if of is not None:
        rows = rows.filter(account=of)
    return bool(rows.delete()[0])
