"""What the runner and the kinds of sources say to each other: frozen values, and one protocol.

A kind is pure: it says what to ask for and reads what came. It never opens a connection, never
looks at a clock and never sees a secret; the runner does the first two, and fills
``{secret:NAME}`` in the address, headers and body of a request just before it is sent.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal, Protocol

import msgspec
from msgspec import Meta

from simin.ingest.feeds.mapping import Mapping
from simin.ingest.feeds.profile import ColumnProfile

RecordKind = Literal["observation", "row", "place", "alert", "notice", "request", "incident"]
Seconds = Annotated[int, Meta(gt=0)]


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Root of what is said: frozen, and without unknown keys."""


class Schedule(Struct, frozen=True, kw_only=True):
    """When a feed is asked."""

    #: Seconds of real time between two runs.
    every: Annotated[int, Meta(ge=5)]
    #: A run begins up to this many seconds late, so that feeds of one host do not march in step.
    jitter: Annotated[int, Meta(ge=0)] = 0
    #: Seconds between the beginnings of two calls to the feed's host.
    pause: Annotated[float, Meta(ge=0)] = 0.2
    #: Calls that the source allows in one of the city's days, pages included; None: no quota.
    calls_a_day: Annotated[int, Meta(gt=0)] | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """One feed of a city, ``feeds/NAME.toml``."""

    id: str
    #: Name of a ``SourceKind``.
    kind: str
    #: Of ``observed.toml``.
    source: str
    #: May hold ``{secret:NAME}`` and what its kind fills in; never a user or password.
    address: str
    schedule: Schedule
    mapping: Mapping = Mapping()
    #: The kind's own; its ``check`` says what may stand here.
    options: dict[str, Any] = {}
    #: Sent along with every request; may hold ``{secret:NAME}``.
    headers: dict[str, str] = {}
    #: Names of secrets; the environment or a file has their values.
    secrets: tuple[str, ...] = ()
    licence: str
    #: Department that answers for the feed.
    owner: str
    #: Domain of ``city.toml`` that a table of its rows belongs to.
    theme: str = ""
    #: Seconds of city time until a value counts as late; the source's where None.
    budget: Seconds | None = None
    #: Seconds that one observation stands for.
    period: Annotated[int, Meta(ge=0)] = 0
    #: IANA zone of times that carry none; the reader fills in the city's.
    time_zone: str = "UTC"
    enabled: bool = True
    #: Each run brings everything there is: what it lacks is gone. Not for observations.
    whole: bool = False
    #: Recordings of the same source that stand in while none of its feeds has its secrets.
    fallback: tuple[str, ...] = ()
    #: How far back one request may reach in a back-fill, in seconds; None: any.
    backfill_step: Seconds | None = None
    #: Bytes of one decoded answer.
    max_bytes: Seconds = 32 * 1024 * 1024


class Window(Struct, frozen=True, kw_only=True):
    """The period asked for; ``end`` is the moment of asking in a run by schedule. Aware, UTC."""

    start: datetime
    end: datetime
    #: Whether a past period is asked for by hand.
    backfill: bool = False


class Request(Struct, frozen=True, kw_only=True):
    """One call to the source."""

    url: str
    method: str = "GET"
    headers: dict[str, str] = {}
    body: bytes | None = None
    #: What it is for, unique in a run: ``page 2``. Shown, and the key of its validators.
    name: str = "all"
    #: The address holds ``{secret:NAME}``; what is stored and shown keeps the placeholder.
    secret_in_url: bool = False


class Payload(Struct, frozen=True, kw_only=True):
    """What a call brought; only answers of status 200 to 299 come to a kind."""

    #: Name of its request.
    request: str
    status: int
    #: Names in lower case.
    headers: dict[str, str]
    #: Content encoding undone.
    body: bytes
    fetched_at: datetime


class Record(Struct, frozen=True, kw_only=True):
    """One thing that the source says. Values of each kind:

    ``observation``: ``datastream``, ``result`` (float or None), and optional ``quality`` (list of
    flags), ``result_time`` and ``unit`` (as sent; whoever keeps the result converts it). All
    others: what ``Mapping.columns`` name.
    """

    #: Natural key: the same thing has the same key in every run.
    key: str
    kind: RecordKind
    values: dict[str, Any]
    #: Phenomenon time of an observation; aware.
    at: datetime | None = None
    #: Row number or pointer in the payload, ``row 17``.
    where: str = ""


class Rejected(Struct, frozen=True, kw_only=True):
    """A record that cannot be read; goes to quarantine as it came."""

    where: str
    #: Names the field.
    reason: str
    raw: bytes | str


class Parsed(Struct, frozen=True, kw_only=True):
    """What a payload holds."""

    records: tuple[Record, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    #: Pages that follow; the runner asks for each once.
    more: tuple[Request, ...] = ()
    #: From which ``requests`` goes on once this payload is stored; None: it says nothing new.
    cursor: str | None = None
    #: How many records the payload holds, counted before any was read; None: as many as came.
    held: int | None = None
    #: How many records the source says there are, all pages together.
    total: int | None = None
    #: Names of the fields that the source sent, in its order, for the detection of drift.
    columns: tuple[str, ...] = ()
    #: What the kind found out and the run should keep: ``{"encoding": "cp949"}``.
    noticed: dict[str, str] = {}
    #: What each of the source's columns looked like.
    profile: tuple[ColumnProfile, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong with a feed, found without asking its source."""

    #: Key path in the TOML: ``options.service``, ``mapping.columns``.
    field: str
    reason: str


class SourceKind(Protocol):
    """A kind of source; its package in ``simin.sources`` exposes one as ``KIND``."""

    @property
    def name(self) -> str:
        """As ``kind`` in a feed's TOML."""

    def check(self, feed: Feed) -> list[Problem]:
        """What is wrong with options and mapping."""

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        """The first calls of a run; further pages come from ``Parsed.more``."""

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        """Read the payload. Raises ``SourceUnavailableError``, ``SourceRefusedError`` or
        ``SourceImplausibleError`` where the whole of it cannot be taken.
        """
