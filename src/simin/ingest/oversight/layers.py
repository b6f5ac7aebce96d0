"""The looks at the five layers: whose turn it is, from where, and what came of it.

One row a feed; where neighbours differ a finding opens, and ends when they agree again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import transaction

from simin.domains.observations import queries as stored
from simin.domains.observations import services as observations
from simin.domains.observations.reading import OfRun
from simin.ingest.models import Run
from simin.ingest.oversight.declared import PLAYED
from simin.ingest.oversight.models import DeclaredFeed, FeedTally, LayerCheck
from simin.ingest.reconciliation import (
    AFTER,
    DISAGREE,
    SERVED,
    WITHIN,
    Layer,
    Rows,
    disagreements,
)

#: Outcomes after which everything of a run is where it belongs; of recordings it is empty.
_ENDED = ("complete", "unchanged", "")


@dataclass(frozen=True)
class Turn:
    """A feed to look at."""

    declared: DeclaredFeed
    run: Run
    #: What is counted of the run now.
    counted: Rows
    #: What was counted of it at the look before.
    before: Rows
    #: Layers of the look before, whichever run that was of.
    looked: dict[str, Layer]

    @property
    def differed(self) -> frozenset[str]:
        return frozenset(name for name, layer in self.looked.items() if not layer.agrees)

    @property
    def served(self) -> Layer | None:
        """Of a feed of rows all that it serves: nothing changes while nothing is stored."""
        layer = self.looked.get(SERVED)
        return layer if layer is not None and layer.places is not None else None

    @property
    def judged(self) -> frozenset[str]:
        """Pairs of layers that nobody judged as the run was closed."""
        closed = self.declared.kind not in PLAYED and self.declared.way == "asked"
        return AFTER if closed else AFTER | WITHIN


def due() -> Iterator[Turn]:
    """Feeds whose newest run ended well; one that was looked at already comes again, as recordings
    and pushed feeds go on under one run."""
    tallies = FeedTally.objects.filter(last_outcome__in=_ENDED).exclude(last_run="")
    newest = dict(tallies.values_list("feed", "last_run"))
    runs = Run.objects.in_bulk(list(newest.values()))
    made = stored.of_runs(list(runs))
    checks = LayerCheck.objects.in_bulk(list(newest))
    for row in DeclaredFeed.objects.filter(feed__in=list(newest)).order_by("rank"):
        run = runs.get(newest[row.feed])
        if run is not None:
            yield _turn(row, run, _rows(run, made.get(run.id)), checks.get(row.feed))


def _turn(row: DeclaredFeed, run: Run, counted: Rows, check: LayerCheck | None) -> Turn:
    if check is None:
        return Turn(row, run, counted, Rows(), {})
    same = check.run == run.id
    before = msgspec.convert(check.counted, Rows) if same else Rows()
    return Turn(row, run, counted, before, {layer.name: layer for layer in layers_of(check)})


def counted(run: Run) -> Rows:
    """The runner's numbers of ``run`` as they stand now, and the store's beside them."""
    run.refresh_from_db()
    return _rows(run, stored.of_runs([run.id]).get(run.id))


def _rows(run: Run, made: OfRun | None) -> Rows:
    names = [name for name in Rows.__struct_fields__ if name != "store"]
    return Rows(**{name: getattr(run, name) for name in names}, store=made or OfRun())


@transaction.atomic
def keep(turn: Turn, layers: Sequence[Layer], *, at: datetime) -> None:
    """What a look found. ``at`` is city time."""
    LayerCheck.objects.update_or_create(
        feed=turn.declared.feed,
        defaults={
            "run": turn.run.id,
            "at": at,
            "layers": msgspec.to_builtins(list(layers)),
            "agrees": all(layer.agrees for layer in layers),
            "counted": msgspec.to_builtins(turn.counted),
        },
    )
    observations.report_findings(
        source=turn.declared.source,
        feed=turn.declared.feed,
        detectors={DISAGREE},
        subjects=turn.judged,
        found=[one for one in disagreements(layers) if one.subject in turn.judged],
        at=at,
        run=turn.run.id,
    )


def layers_of(check: LayerCheck) -> list[Layer]:
    return msgspec.convert(check.layers, list[Layer])


def newest(feed: str) -> LayerCheck | None:
    return LayerCheck.objects.filter(feed=feed).first()
