"""Whoever asked for data and left an address is told the answer, once; then the address is gone.

An address that refuses it for good is gone too; a server that is down is asked again later.

Couples the requests, the mail, and the trail of who read personal data for what. Where this
installation sends no mail, nobody is asked for an address.
"""

import structlog
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from simin.domains.audit.services import SYSTEM, record_access
from simin.domains.dataset_requests import queries, services
from simin.domains.dataset_requests.queries import DatasetRequest
from simin.kit.delivery import BouncedError, UnsentError
from simin.workflows.channels.posting import post

log = structlog.get_logger()

#: After so many failures the mail server is left alone until the next turn.
MOST_FAILED = 3


def tell() -> int:
    """How many were told; the others are tried again at the next turn."""
    told = failed = 0
    for number in queries.tellable():
        try:
            told += _tell(queries.request(number))
        except UnsentError as error:
            log.warning("who asked for data is told later", error=str(error))
            failed += 1
        if failed == MOST_FAILED:
            break
    return told


def _tell(row: DatasetRequest) -> bool:
    with override(row.language):
        subject = _("Your request for data: %(title)s") % {"title": " ".join(row.title.split())}
        body = row.answer or _("Your request is not shown, since it does not follow the rules.")
    record_access(
        account=SYSTEM,
        person=f"dataset-request/{row.pk}",
        purpose="to tell the answer to whoever asked",
        fields=["contact"],
    )
    text = "\n\n".join(part for part in (body, row.link) if part)
    sent = _sent(EmailMessage(subject[:200], text, to=[row.contact]))
    services.told(row.pk)
    return sent


def _sent(mail: EmailMessage) -> bool:
    """False where it is refused for good. Raises ``UnsentError``."""
    try:
        post(mail)
    except BouncedError:
        return False
    return True
