"""Rows in and out at each of five layers must reconcile: nothing is lost without a word. Pure.

Each layer counts in its own place and hands on what it does not put aside; the next counts what
came. Where the two differ, rows went missing between them, or came from nowhere.

=======  ==========================================================  =============================
layer    counts                                                      puts aside
=======  ==========================================================  =============================
fetched  what the answers held, counted while reading                what could not be read
parsed   records that reading made                                   what nobody takes
stored   what the stores answered for each                           known, forgotten
served   rows of the run where readers find them; of feeds of rows   replaced by a later version
         everything that their data sets hold now
shown    parts that the cards of the picture are made of now
=======  ==========================================================  =============================
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec

from simin.domains.observations.finding import Found, Severity
from simin.domains.observations.reading import OfRun, There

DISAGREE = "layers-disagree"
FETCHED, PARSED, STORED, SERVED, SHOWN = LAYERS = (
    "fetched",
    "parsed",
    "stored",
    "served",
    "shown",
)


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """What the runner counted of a run, or of a run since it was last looked at."""

    fetched: int = 0
    parsed: int = 0
    stored: int = 0
    #: Known already, or known once and forgotten since.
    repeated: int = 0
    rejected: int = 0
    #: Of the rejected: read, and not taken.
    refused: int = 0
    #: Of the stored and repeated: handed to the store of observations.
    observed: int = 0
    #: What that store made of them.
    store: OfRun = OfRun()

    def since(self, before: "Rows") -> "Rows":
        """What came after ``before``."""
        counts = {
            name: getattr(self, name) - getattr(before, name)
            for name in self.__struct_fields__
            if name != "store"
        }
        return Rows(**counts, store=_since(self.store, before.store))


def _since(now: OfRun, before: OfRun) -> OfRun:
    places = {
        "first_position": max(now.first_position, before.last_position + 1),
        "last_position": now.last_position,
    }
    counts = {
        name: getattr(now, name) - getattr(before, name)
        for name in OfRun.__dataclass_fields__
        if name not in places
    }
    return OfRun(**counts, **places)


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One layer of one run."""

    name: str
    #: What the layer before handed on.
    expected: int
    #: What this layer counted of it.
    found: int
    #: What did not go on from here, by reason.
    aside: dict[str, int] = {}
    #: Data sets or cards that were looked at; None: the rows of the run.
    places: int | None = None

    @property
    def agrees(self) -> bool:
        return self.expected == self.found

    @property
    def on(self) -> int:
        """What it hands on."""
        return self.found - sum(self.aside.values())


def of_run(rows: Rows) -> list[Layer]:
    """The layers that a run's own numbers and the store's answer fill."""
    taken = rows.stored + rows.repeated
    unread = rows.rejected - rows.refused
    fetched = Layer(
        name=FETCHED, expected=rows.fetched, found=rows.fetched, aside={"unread": unread}
    )
    parsed = Layer(
        name=PARSED, expected=fetched.on, found=rows.parsed, aside={"refused": rows.refused}
    )
    stored = Layer(
        name=STORED,
        expected=parsed.on,
        found=taken - rows.observed + rows.store.all,
        aside={"known": rows.repeated - rows.store.dropped, "forgotten": rows.store.dropped},
    )
    return [fetched, parsed, stored]


def of_observations(store: OfRun, there: There) -> Layer:
    """Served: rows of the run where readers find them."""
    replaced = {"replaced": there.kept - there.counting}
    return Layer(name=SERVED, expected=store.kept, found=there.kept, aside=replaced)


def disagreements(layers: Iterable[Layer]) -> Iterator[Found]:
    """One finding for each two neighbours that do not agree."""
    found = list(layers)
    for before, layer in pairwise(found):
        if not layer.agrees:
            yield Found(
                detector=DISAGREE,
                subject=pair(before.name, layer.name),
                severity=Severity.DOUBTFUL,
                evidence={
                    "before": before.name,
                    "layer": layer.name,
                    "expected": layer.expected,
                    "found": layer.found,
                },
            )


def pair(before: str, layer: str) -> str:
    """What a finding about two layers is about."""
    return f"{before}-{layer}"


#: Pairs that are judged as a run is closed, and those that can be seen only afterwards.
WITHIN = frozenset({pair(FETCHED, PARSED), pair(PARSED, STORED)})
AFTER = frozenset({pair(STORED, SERVED), pair(SERVED, SHOWN)})


def named(aside: Mapping[str, int]) -> dict[str, int]:
    """Reasons for which anything was put aside at all."""
    return {reason: number for reason, number in aside.items() if number}
