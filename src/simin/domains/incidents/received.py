"""Which warnings of other authorities say that an incident of a kind has happened. Pure."""

import msgspec

from simin.domains.incidents.grades import Severity


class FromWarnings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``categories`` of CAP 1.2 (``Fire``, ``CBRNE`` …), at least so grave."""

    categories: tuple[str, ...]
    least: Severity = Severity.SEVERE
