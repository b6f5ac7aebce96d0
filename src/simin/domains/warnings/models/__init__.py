"""The tables of warnings."""

from simin.domains.warnings.models.received import ReceivedWarning, Reference
from simin.domains.warnings.models.warning import Message, PublicWarning, WarningWord

__all__ = ["Message", "PublicWarning", "ReceivedWarning", "Reference", "WarningWord"]
