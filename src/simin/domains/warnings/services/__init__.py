"""What can be done to warnings; each in one transaction."""

from simin.domains.warnings.services.drafting import begin_update, discard, draft, edit
from simin.domains.warnings.services.expiring import expire_due
from simin.domains.warnings.services.receiving import Received, receive
from simin.domains.warnings.services.sending import approve, cancel

__all__ = [
    "Received",
    "approve",
    "begin_update",
    "cancel",
    "discard",
    "draft",
    "edit",
    "expire_due",
    "receive",
]
