"""What every service of a warning does: lock it, read its draft, tell of it."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from simin.domains.warnings.content import Content, faults
from simin.domains.warnings.errors import UnknownWarningError, WrongFieldsError
from simin.domains.warnings.events import WarningEvent
from simin.domains.warnings.models import PublicWarning, WarningWord
from simin.kit.outbox import services as outbox
from simin.kit.translated import languages
from simin.kit.word_search import words_of


def locked(number: int) -> PublicWarning:
    """Raises ``UnknownWarningError``."""
    outbox.take_turns()
    found = PublicWarning.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise UnknownWarningError(f"there is no warning {number}")
    return found


def checked(content: Content, now: datetime) -> None:
    """Raises ``WrongFieldsError`` with every fault."""
    found = faults(content, now=now, languages=languages())
    if found:
        raise WrongFieldsError(found)


def stored(content: Content) -> object:
    # As the database gives it back, lists for tuples, so that the same is equal.
    return msgspec.json.decode(msgspec.json.encode(content))


def read(kept: object) -> Content:
    return msgspec.convert(kept, Content)


def tell[E: WarningEvent](
    event: type[E], warning: PublicWarning, *, by: str, at: datetime, **more: object
) -> None:
    told = event(
        warning=warning.pk,
        incident=warning.incident,
        exercise=warning.exercise,
        by=by,
        at=at,
        **more,
    )
    outbox.append(told, at=at)


def index(warning: PublicWarning, content: Content) -> None:
    """Words are only added: what a warning once said finds it later too."""
    texts: list[Mapping[str, str] | str] = [
        warning.incident,
        content.event,
        content.headline,
        content.area.description,
    ]
    WarningWord.objects.bulk_create(
        [WarningWord(warning=warning, word=word) for word in sorted(words_of(texts))],
        ignore_conflicts=True,
    )
