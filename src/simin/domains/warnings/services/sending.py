"""Send a message to everyone, after a second person said so; and take a warning back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import transaction

from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.domains.warnings.content import LENGTHS, Content
from simin.domains.warnings.document import Envelope, document
from simin.domains.warnings.errors import StaleEditError, WrongFieldsError, WrongStepError
from simin.domains.warnings.events import WarningCancelled, WarningIssued, WarningUpdated
from simin.domains.warnings.models import Message, PublicWarning
from simin.domains.warnings.policies import check_second_person
from simin.domains.warnings.references import cap_time, reference
from simin.domains.warnings.services.record import checked, locked, read, stored, tell
from simin.domains.warnings.states import State, Step, after
from simin.domains.warnings.terms import MessageType, Urgency
from simin.kit.translated import languages, words


@transaction.atomic
def approve(number: int, *, revision: int, by: str, at: datetime) -> str:
    """Send the draft as it was at ``revision``; the message's identifier.

    Approved twice by the same person it is sent once. Raises ``NotSecondPersonError``,
    ``StaleEditError`` where the draft is another than was read, ``WrongFieldsError`` where it
    could not be sent any more, ``WrongStepError``.
    """
    warning = locked(number)
    if warning.draft is None or warning.state in (State.CANCELLED, State.EXPIRED):
        return _approved_before(warning, by)
    reached = after(warning.state, Step.APPROVE)
    check_second_person(warning.authors, by)
    if warning.revision != revision:
        raise StaleEditError(warning.revision)
    content = read(warning.draft)
    checked(content, at)
    type_ = MessageType.ALERT if reached is State.ISSUED else MessageType.UPDATE
    message = _send(warning, _Sending(content=content, type=type_, by=by, at=at))
    warning.state, warning.content, warning.draft = reached, stored(content), None
    warning.sent_at, warning.expires_at = at, content.expires
    warning.save()
    event = WarningIssued if type_ is MessageType.ALERT else WarningUpdated
    _tell_sent(event, warning, message)
    return message.identifier


def _approved_before(warning: PublicWarning, by: str) -> str:
    newest = warning.messages.order_by("-number").first()
    if newest is None or newest.approved_by != by or newest.type == MessageType.CANCEL:
        raise WrongStepError(warning.state, Step.APPROVE)
    return newest.identifier


@transaction.atomic
def cancel(number: int, *, reason: Mapping[str, str], by: str, at: datetime) -> str:
    """Take the warning back at once; the message's identifier. Cancelled twice, it is sent once.

    One person does it: a wrong warning must not stand until somebody else has been found.
    """
    warning = locked(number)
    if warning.state == State.CANCELLED:
        return warning.messages.get(type=MessageType.CANCEL).identifier
    reached = after(warning.state, Step.CANCEL)
    said = _checked_reason(reason)
    content = _taken_back(read(warning.content), said)
    sending = _Sending(content=content, type=MessageType.CANCEL, by=by, at=at)
    message = _send(warning, sending, authors=[by])
    warning.state, warning.ended_at, warning.reason, warning.draft = reached, at, said, None
    warning.sent_at = at
    warning.save()
    _tell_sent(WarningCancelled, warning, message, reason=said)
    return message.identifier


def _checked_reason(reason: Mapping[str, str]) -> dict[str, str]:
    said = {language: reason.get(language, "").strip() for language in languages()}
    wrong: dict[str, str] = {}
    for language, text in said.items():
        if not text:
            wrong[f"reason_{language}"] = "is missing"
        elif len(text) > LENGTHS["area"]:
            wrong[f"reason_{language}"] = f"is longer than {LENGTHS['area']} characters"
        elif not all(sign.isprintable() or sign in "\n\r\t" for sign in text):
            wrong[f"reason_{language}"] = "has a control character"
    if wrong:
        raise WrongFieldsError(wrong)
    return said


def _taken_back(content: Content, reason: dict[str, str]) -> Content:
    return msgspec.structs.replace(
        content,
        urgency=Urgency.PAST,
        headline=words("Cancelled: {headline}", headline=content.headline),
        description=reason,
        instruction={},
        onset=None,
    )


@dataclass(frozen=True, kw_only=True)
class _Sending:
    content: Content
    type: MessageType
    by: str
    at: datetime


def _send(warning: PublicWarning, sending: _Sending, authors: list[str] | None = None) -> Message:
    """The message after all that were sent of the warning before, referring to each of them."""
    before = list(warning.messages.order_by("number"))
    city = places.city()
    identifier = f"{city.id}-warning-{warning.pk}-{len(before) + 1}"
    envelope = _envelope(warning, sending, identifier, before)
    written = document(envelope, sending.content)
    return Message.objects.create(
        warning=warning,
        number=len(before) + 1,
        identifier=identifier,
        type=sending.type,
        reference=reference(envelope.sender, identifier, cap_time(sending.at, envelope.zone)),
        sent_at=sending.at,
        expires_at=sending.content.expires,
        authors=authors or warning.authors,
        approved_by=sending.by,
        content=stored(sending.content),
        document=written,
        hash=hashlib.sha256(written).hexdigest(),
    )


def _envelope(
    warning: PublicWarning, sending: _Sending, identifier: str, before: list[Message]
) -> Envelope:
    city = places.city()
    names = {code: (city.name.get(code, ""), office) for code, office in city.office.items()}
    measured = warning.origin == Origin.MEASURED
    return Envelope(
        identifier=identifier,
        sender=settings.SIMIN_WARNINGS_SENDER,
        sender_name={code: " ".join(filter(None, name)) for code, name in names.items()},
        sent=sending.at,
        type=sending.type,
        exercise=warning.exercise or not measured,
        references=tuple(one.reference for one in before),
        incident=warning.incident,
        note="" if measured else f"origin: {warning.origin}",
        zone=ZoneInfo(city.time_zone),
        languages=languages(),
    )


def _tell_sent(
    event: type[WarningIssued] | type[WarningUpdated] | type[WarningCancelled],
    warning: PublicWarning,
    message: Message,
    **more: object,
) -> None:
    tell(
        event,
        warning,
        by=message.approved_by,
        at=message.sent_at,
        identifier=message.identifier,
        headline=message.content["headline"],
        authors=tuple(message.authors),
        **more,
    )
