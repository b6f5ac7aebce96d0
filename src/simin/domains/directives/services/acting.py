"""What people do with a directive: acknowledge, start, report, return, verify, close …"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from simin.domains.directives import policies
from simin.domains.directives.attachment import MOST, Attachment, EvidenceKind, is_met
from simin.domains.directives.kept_files import keep
from simin.domains.directives.models import Directive, Evidence, Involved
from simin.domains.directives.policies import Reader
from simin.domains.directives.queries.looking import evidence_given, involved
from simin.domains.directives.queries.verifying import described
from simin.domains.directives.services.drafting import LONGEST_TEXT
from simin.domains.directives.services.escalating import go_up
from simin.domains.directives.services.record import (
    EVIDENCE,
    NOTED,
    entered,
    has_entry,
    locked,
    moment,
    moved,
)
from simin.domains.directives.states import FINAL, Act, Party, State, after
from simin.domains.identity.policies import ACTING_ROLES
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.typed_text import checked_text


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What comes with a report: files, a number with its unit of measure."""

    files: Sequence[Attachment] = ()
    value: float | None = None
    measure: str = ""

    @property
    def anything(self) -> bool:
        return bool(self.files) or self.value is not None


@transaction.atomic
def act(
    directive_id: str,
    what: Act,
    *,
    by: Reader,
    text: str = "",
    handed: Handed | None = None,
    key: str = "",
) -> State:
    """The state after it. ``key``: of the form; the same form again changes nothing.

    Raises as ``states.after``.
    """
    directive = locked(directive_id, by)
    if has_entry(directive, key):
        return State(directive.state)
    text = checked_text(text, most=LONGEST_TEXT)
    parts = policies.parties(by, directive, involved(directive))
    target = _target(directive, what, parts, text, handed or Handed())
    at = moment(directive)
    if handed and handed.anything:
        _hand_in(directive, handed, by, at)
    if what is Act.ESCALATE:
        go_up(directive, at=at, actor=by.username, text=text, key=key)
        return State(directive.state)
    moved(directive, target, at)
    entered(directive, what, at=at, actor=by.username, text=text, key=key)
    return target


@transaction.atomic
def note(directive_id: str, *, by: Reader, text: str, key: str = "") -> None:
    """A word from whoever has a part in it, or leads."""
    directive = locked(directive_id, by)
    if has_entry(directive, key):
        return
    _check_part(directive, by)
    if not checked_text(text, most=LONGEST_TEXT):
        raise RejectedError("text", "say something")
    entered(directive, NOTED, at=moment(directive), actor=by.username, text=text.strip(), key=key)


@transaction.atomic
def add_evidence(directive_id: str, handed: Handed, *, by: Reader, key: str = "") -> None:
    """Hand something in beside a report; the addressee alone does."""
    directive = locked(directive_id, by)
    if has_entry(directive, key):
        return
    if not policies.is_addressee(by, directive, involved(directive)):
        raise NotAllowedError("evidence is handed in by the addressee")
    if directive.state in FINAL:
        raise RejectedError("state", "what has ended takes no evidence")
    if not handed.anything:
        raise RejectedError("file", "choose a file or give a number")
    _hand_in(directive, handed, by, moment(directive), key)


def _target(
    directive: Directive, what: Act, parts: frozenset[Party], text: str, handed: Handed
) -> State:
    given = evidence_given(directive) | {one.kind for one in handed.files}
    if handed.value is not None:
        given.add(EvidenceKind.NUMBER)
    met = is_met(EvidenceKind(directive.required_evidence), given)
    if handed.anything and what is not Act.REPORT:
        raise RejectedError("file", "evidence comes with a report")
    return after(what, State(directive.state), parties=parts, text=text, evidence=met)


def _hand_in(directive: Directive, handed: Handed, by: Reader, at: datetime, key: str = "") -> None:
    pieces = [_file(directive, one) for one in handed.files]
    if handed.value is not None:
        pieces.append(_number(directive, handed))
    if Evidence.objects.filter(directive=directive).count() + len(pieces) > MOST:
        raise RejectedError("file", f"at most {MOST} pieces of evidence")
    for piece in pieces:
        piece.position, piece.by, piece.at = directive.entries + 1, by.username, at
        piece.save(force_insert=True)
        told = {"evidence": described(piece)}
        entered(directive, EVIDENCE, at=at, actor=by.username, details=told, key=key)
        key = ""


def _file(directive: Directive, given: Attachment) -> Evidence:
    name, small = keep(given)
    return Evidence(
        directive=directive,
        kind=given.kind,
        name=given.name,
        media_type=given.media_type,
        sha256=name,
        thumbnail=small,
    )


def _number(directive: Directive, handed: Handed) -> Evidence:
    if handed.value is None or not math.isfinite(handed.value):
        raise RejectedError("value", "is no number")
    return Evidence(
        directive=directive,
        kind=EvidenceKind.NUMBER,
        name=EvidenceKind.NUMBER,
        value=handed.value,
        measure=handed.measure.strip()[:40],
    )


def _check_part(directive: Directive, by: Reader) -> None:
    rows: list[Involved] = involved(directive)
    watches = any(one.unit == by.unit for one in rows) and not ACTING_ROLES.isdisjoint(by.roles)
    if not policies.parties(by, directive, rows) and not watches and not by.may_issue:
        raise NotAllowedError("only who has a part in the directive")
