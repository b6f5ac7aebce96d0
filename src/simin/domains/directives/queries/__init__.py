"""Ask for directives; everything a person sees is asked for in that person's name."""

from simin.domains.directives.models import (
    ChainEntry,
    Directive,
    DirectiveTemplate,
    Evidence,
    Involved,
)
from simin.domains.directives.queries.listing import LATE, OPEN, Filters, Sort, Whose, page
from simin.domains.directives.queries.load import RECENT, Load, Standing, load, pressing, standing
from simin.domains.directives.queries.looking import (
    about,
    addressees,
    chain,
    directive,
    evidence,
    evidence_given,
    involved,
    of_card,
    parties,
    piece_of_evidence,
    reader,
    template,
    templates,
)
from simin.domains.directives.queries.verifying import Broken, verify

__all__ = [
    "LATE",
    "OPEN",
    "RECENT",
    "Broken",
    "ChainEntry",
    "Directive",
    "DirectiveTemplate",
    "Evidence",
    "Filters",
    "Involved",
    "Load",
    "Sort",
    "Standing",
    "Whose",
    "about",
    "addressees",
    "chain",
    "directive",
    "evidence",
    "evidence_given",
    "involved",
    "load",
    "of_card",
    "page",
    "parties",
    "piece_of_evidence",
    "pressing",
    "reader",
    "standing",
    "template",
    "templates",
    "verify",
]
