"""What every write on a directive does: lock it, add to its chain, tell the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simin.domains.directives import timing
from simin.domains.directives.chain import link_hash
from simin.domains.directives.errors import UnknownDirectiveError
from simin.domains.directives.events import DirectiveMoved, DirectiveNoted
from simin.domains.directives.models import ChainEntry, Directive
from simin.domains.directives.policies import Reader
from simin.domains.directives.queries.looking import visible
from simin.domains.directives.queries.verifying import link_of
from simin.domains.directives.states import FINAL, Act, State
from simin.kit.clock import city_clock
from simin.kit.hash_chain import GENESIS, canonical
from simin.kit.outbox import services as outbox

SYSTEM = "system"
#: Acts that change no state.
NOTED, AMENDED, EVIDENCE, REMINDED = "note", "amend", "evidence", "remind"
#: No channel reached somebody.
UNDELIVERED = "undelivered"


def locked(directive_id: str, by: Reader | None = None) -> Directive:
    """Locked until the transaction ends; what ``by`` may not see is not there."""
    found = Directive.objects.all() if by is None else visible(by)
    known = found.filter(id=directive_id).values_list("id", flat=True).first()
    outbox.take_turns()
    row = Directive.objects.select_for_update().filter(id=known).first() if known else None
    if row is None:
        raise UnknownDirectiveError(f"no directive {directive_id}")
    return row


def moment(directive: Directive) -> datetime:
    """City time; never before the newest entry, also where a clock was set back."""
    newest = ChainEntry.objects.filter(directive=directive).order_by("-position").first()
    now = city_clock().now()
    return max(now, newest.at) if newest else now


def has_entry(directive: Directive, key: str) -> bool:
    return bool(key) and ChainEntry.objects.filter(directive=directive, key=key).exists()


def moved(directive: Directive, state: State, at: datetime) -> None:
    """Set the state and the times that go with it; ``entered`` saves them."""
    directive.state, directive.state_since = state, at
    if state is State.ISSUED:
        directive.issued_at = at
    if state in (State.ACKNOWLEDGED, State.IN_PROGRESS) and directive.acknowledged_at is None:
        directive.acknowledged_at = at
    if state in FINAL:
        directive.ended_at = at


def entered(
    directive: Directive,
    act: str,
    *,
    at: datetime,
    actor: str = SYSTEM,
    text: str = "",
    details: Mapping[str, Any] | None = None,
    key: str = "",
) -> ChainEntry:
    """Add to the chain and save the directive as it now stands."""
    entry = ChainEntry(
        directive=directive,
        position=directive.entries + 1,
        at=at,
        actor=actor,
        act=act,
        state=directive.state,
        text=text,
        details=canonical(details or {}),
        key=key,
        previous=directive.head or GENESIS,
    )
    entry.hash = link_hash(link_of(entry), entry.previous)
    directive.entries, directive.head = entry.position, entry.hash
    directive.look_at = None
    if directive.issued_at is not None:
        taken = _taken(directive) | ({key} if key else set())
        directive.look_at = timing.next_moment(standing(directive, taken), at)
    directive.save()
    entry.save(force_insert=True)
    _tell(entry)
    return entry


def standing(directive: Directive, taken: set[str] | None = None) -> timing.Standing:
    """What the clock needs to know of an issued directive."""
    assert directive.issued_at is not None
    return timing.Standing(
        state=State(directive.state),
        priority=timing.Priority(directive.priority),
        issued_at=directive.issued_at,
        due_at=directive.due_at,
        acknowledged_at=directive.acknowledged_at,
        escalated_at=directive.escalated_at,
        level=directive.level,
        at_top=directive.at_top,
        taken=frozenset(_taken(directive) if taken is None else taken),
    )


def _taken(directive: Directive) -> set[str]:
    keys = ChainEntry.objects.filter(directive=directive).exclude(key="")
    return set(keys.values_list("key", flat=True))


def _tell(entry: ChainEntry) -> None:
    facts: dict[str, Any] = {
        "directive": entry.directive_id,
        "position": entry.position,
        "hash": entry.hash,
        "by": entry.actor,
        "at": entry.at,
        "act": entry.act,
    }
    if entry.act in list(Act):
        outbox.append(DirectiveMoved(state=entry.state, **facts), at=entry.at)
    else:
        outbox.append(DirectiveNoted(**facts), at=entry.at)
