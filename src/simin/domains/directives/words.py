"""What a directive says: the fields that its chain keeps, and that a person may amend."""

from typing import Any

import msgspec

from simin.domains.directives.models import Directive

#: Kept in the chain's first entry.
SAID = (
    "title",
    "text",
    "subject",
    "subject_title",
    "issuer",
    "issuer_role",
    "unit",
    "role",
    "priority",
    "required_evidence",
    "due_at",
)
#: What the issuer may change afterwards.
AMENDABLE = ("title", "text", "priority", "required_evidence", "due_at")


def said(directive: Directive) -> dict[str, Any]:
    """Ready for JSON."""
    fields = {name: getattr(directive, name) for name in SAID}
    told: dict[str, Any] = msgspec.to_builtins(fields)
    return told
