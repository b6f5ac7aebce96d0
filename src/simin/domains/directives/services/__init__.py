"""What can be done with directives; each in one transaction, with its entry in the chain."""

from simin.domains.directives.services.acting import Handed, act, add_evidence, note
from simin.domains.directives.services.amending import Amendment, amend
from simin.domains.directives.services.delivering import deliver_due, tell_of
from simin.domains.directives.services.drafting import Draft, draft
from simin.domains.directives.services.following import as_time_passes, delivered, seen
from simin.domains.directives.services.templates import (
    Repeated,
    issue_due_templates,
    remove_template,
    save_template,
)

__all__ = [
    "Amendment",
    "Draft",
    "Handed",
    "Repeated",
    "act",
    "add_evidence",
    "amend",
    "as_time_passes",
    "deliver_due",
    "delivered",
    "draft",
    "issue_due_templates",
    "note",
    "remove_template",
    "save_template",
    "seen",
    "tell_of",
]
