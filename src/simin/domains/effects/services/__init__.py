"""What can be done with effect questions; each in one transaction with its event."""

from simin.domains.effects.services.asking import Asking, ask, begin, check, withdraw
from simin.domains.effects.services.estimating import Found, estimate_due
from simin.domains.effects.services.noticing import notice

__all__ = [
    "Asking",
    "Found",
    "ask",
    "begin",
    "check",
    "estimate_due",
    "notice",
    "withdraw",
]
