"""Whoever asked for data and left an address is told the answer, once; then the address is gone.

Couples the requests, the mail, and the trail of who read personal data for what. Where this
installation sends no mail, nobody is asked for an address.
"""

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from simin.domains.audit.services import SYSTEM, record_access
from simin.domains.dataset_requests import queries, services
from simin.domains.dataset_requests.queries import DatasetRequest


def tell() -> int:
    """How many were told; one that cannot be sent is tried again at the next turn."""
    numbers = queries.tellable()
    for number in numbers:
        _tell(queries.request(number))
    return len(numbers)


def _tell(row: DatasetRequest) -> None:
    with override(row.language):
        subject = _("Your request for data: %(title)s") % {"title": " ".join(row.title.split())}
        body = row.answer or _("Your request is not shown, since it does not follow the rules.")
    record_access(
        account=SYSTEM,
        person=f"dataset-request/{row.pk}",
        purpose="to tell the answer to whoever asked",
        fields=["contact"],
    )
    send_mail(
        subject[:200], "\n\n".join(part for part in (body, row.link) if part), None, [row.contact]
    )
    services.told(row.pk)
