"""One directive and what belongs to it, for somebody who may see it."""

from django.db.models import Q, QuerySet

from simin.domains.directives import kept_files, policies
from simin.domains.directives.attachment import EvidenceKind
from simin.domains.directives.errors import UnknownDirectiveError
from simin.domains.directives.models import (
    ChainEntry,
    Delivery,
    Directive,
    DirectiveTemplate,
    Evidence,
    Involved,
)
from simin.domains.directives.policies import Reader
from simin.domains.directives.states import Party, State
from simin.domains.identity import queries as identity
from simin.domains.identity.queries import Account
from simin.kit.errors import NotFoundError, RejectedError


def reader(account: Account) -> Reader:
    """What ``account`` is to directives now."""
    unit = account.department_id or ""
    roles = identity.roles_of(account.pk)
    units = identity.units_below(unit) if unit and roles else frozenset[str]()
    return Reader(username=account.username, roles=roles, unit=unit, units=units)


def visible(by: Reader) -> QuerySet[Directive]:
    """What ``by`` may see: everything, or what their offices issued, received or watch.

    A draft is seen by its author alone.
    """
    own_draft = Q(state=State.DRAFTED, issuer=by.username)
    found = Directive.objects.filter(own_draft | ~Q(state=State.DRAFTED))
    if by.oversees:
        return found
    reached = Involved.objects.filter(unit__in=by.units).values("directive")
    role = Q(role__in=by.roles) & (Q(unit="") | Q(unit=by.unit))
    return found.filter(Q(id__in=reached) | role | Q(issuer=by.username))


def directive(directive_id: str, by: Reader) -> Directive:
    """Raises ``UnknownDirectiveError``, also for what ``by`` may not see."""
    found = visible(by).filter(id=directive_id).first() if "\0" not in directive_id else None
    if found is None:
        raise UnknownDirectiveError(f"no directive {directive_id}")
    return found


def of_card(card_id: str, by: Reader, limit: int = 20) -> list[Directive]:
    """Directives about a card, the newest first."""
    return list(visible(by).filter(subject=card_id).order_by("-drafted_at", "-id")[:limit])


def about(card_id: str) -> list[Directive]:
    """All that were issued about a card, the oldest first; asked in nobody's name, for reports."""
    found = Directive.objects.filter(subject=card_id).exclude(issued_at=None)
    return list(found.order_by("issued_at", "id"))


def involved(found: Directive) -> list[Involved]:
    return list(Involved.objects.filter(directive=found).order_by("watches", "level", "unit"))


def parties(by: Reader, found: Directive) -> frozenset[Party]:
    return policies.parties(by, found, involved(found))


def chain(found: Directive) -> list[ChainEntry]:
    """Oldest first."""
    return list(ChainEntry.objects.filter(directive=found).order_by("position"))


def evidence(found: Directive) -> list[Evidence]:
    """Oldest first."""
    return list(Evidence.objects.filter(directive=found).order_by("id"))


def evidence_given(found: Directive) -> set[EvidenceKind]:
    kinds = Evidence.objects.filter(directive=found).values_list("kind", flat=True)
    return {EvidenceKind(kind) for kind in kinds}


def piece_of_evidence(found: Directive, number: int) -> Evidence:
    """Raises ``UnknownDirectiveError``."""
    piece = Evidence.objects.filter(directive=found, id=number).first()
    if piece is None:
        raise UnknownDirectiveError(f"directive {found.id} has no evidence {number}")
    return piece


def bytes_of(piece: Evidence, *, small: bool = False) -> bytes:
    """As they may be handed out. Raises ``UnknownDirectiveError`` for what has no file."""
    try:
        return kept_files.shown(piece, small=small)
    except (NotFoundError, RejectedError) as error:
        raise UnknownDirectiveError("there is no such file") from error


def addressees(found: Directive, unit: str | None = None) -> list[Account]:
    """Who acts for the addressee, or for ``unit`` where it went up; by username."""
    return identity.acting_for(unit or found.unit, "" if unit else found.role)


def templates() -> list[DirectiveTemplate]:
    return list(DirectiveTemplate.objects.order_by("name"))


def template(number: int) -> DirectiveTemplate | None:
    return DirectiveTemplate.objects.filter(id=number).first()


def deliveries(found: Directive, limit: int = 200) -> list[Delivery]:
    """Who was to be told of what, with every attempt (``tries``), the newest first."""
    rows = Delivery.objects.filter(directive=found).prefetch_related("tries")
    return list(rows.order_by("-position", "account")[:limit])


def may_see_deliveries(by: Reader, found: Directive) -> bool:
    """Who asked, and who oversees; whom it reached is nobody else's concern."""
    return by.oversees or Party.ISSUER in parties(by, found)
