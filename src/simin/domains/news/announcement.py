"""A notice as a source hands it in, checked. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from simin.domains.picture.card import Origin
from simin.kit.errors import RejectedError
from simin.kit.text import Text

LONGEST_LINK = 1000
LONGEST_ID = 200


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """``source`` and ``external_id`` are its natural key."""

    source: str
    external_id: str
    title: Text
    published_at: datetime
    origin: Origin
    summary: Text | None = None
    category: Text | None = None
    #: First day of what is announced, where it has one.
    starts_on: date | None = None
    ends_on: date | None = None
    district: str = ""
    #: An https address, or empty.
    link: str = ""
    recorded_at: datetime | None = None
    #: Who announces it, where ``source`` is none of the registered ones.
    publisher: Text | None = None

    def check(self) -> None:
        """Raises ``RejectedError`` naming the first field that cannot be taken."""
        for field in ("source", "external_id"):
            if not getattr(self, field):
                raise RejectedError(field, "is half of the natural key and must be given")
        if len(self.external_id) > LONGEST_ID:
            raise RejectedError("external_id", f"is longer than {LONGEST_ID} characters")
        if not any(said.strip() for said in self.title.values()):
            raise RejectedError("title", "says nothing in any language")
        if self.published_at.tzinfo is None:
            raise RejectedError("published_at", "has no time zone")
        if self.origin not in list(Origin):
            raise RejectedError("origin", f"{self.origin!r} is none of {', '.join(Origin)}")
        if self.link:
            _check_link(self.link)


def _check_link(link: str) -> None:
    """A link is shown to everyone: nothing but https, nothing that hides where it leads."""
    if len(link) > LONGEST_LINK:
        raise RejectedError("link", f"is longer than {LONGEST_LINK} characters")
    if any(character.isspace() or not character.isprintable() for character in link):
        raise RejectedError("link", "has a space or a control character")
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError as error:
        raise RejectedError("link", "is no address") from error
    if parts.scheme != "https" or not host:
        raise RejectedError("link", "is not an https address")
    if parts.username is not None or "\\" in link:
        raise RejectedError("link", "hides where it leads")
