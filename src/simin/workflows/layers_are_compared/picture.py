"""What the published picture shows of a feed, beside what its served values come to.

A card follows its values within a beat. While the picture's follower is behind, a difference is
told only where the look before saw one too, so that what is on its way is not taken for lost, and a
follower that stands still is.
"""

from dataclasses import dataclass, field

from simin.domains.indicators import queries as indicators
from simin.domains.observations import queries as observations
from simin.domains.picture import queries as picture
from simin.domains.picture.card import Card
from simin.domains.picture.frame import View
from simin.ingest.oversight.layers import Turn
from simin.ingest.reconciliation import SHOWN, Layer
from simin.kit.outbox import queries as outbox
from simin.workflows.picture_follows.follower import READER


@dataclass(frozen=True)
class Shown:
    """The picture at one moment, and what it should be made of."""

    #: Id to parts, as published.
    cards: dict[str, int]
    #: Id to parts, as the values that are served now come to.
    parts: dict[str, int]
    #: Id to the families that its card draws on.
    drawn: dict[str, frozenset[str]]
    families: dict[str, set[str]] = field(default_factory=dict)
    #: Whether everything that happened is in the picture.
    settled: bool = True

    @classmethod
    def now(cls) -> "Shown":
        drawn = {one.id: frozenset(one.families) for one in indicators.indicators()}
        families = observations.families_by_run()
        parts = {name: parts[0] for name, parts in indicators.parts().items()}
        snapshot = picture.current(View.OFFICE)
        cards = {
            card.id: card.trust.parts[0]
            for card in (snapshot.cards if snapshot else ())
            if isinstance(card, Card) and card.id in drawn and card.trust.parts
        }
        settled = outbox.position(READER) >= outbox.head()
        return cls(cards, parts, drawn, families, settled)

    def layer(self, turn: Turn) -> Layer | None:
        """None: no card draws on what the run brought, or it is on its way."""
        brought = self.families.get(turn.run.id, set())
        ids = [name for name, families in self.drawn.items() if families & brought]
        if not ids:
            return None
        layer = Layer(
            name=SHOWN,
            expected=sum(self.parts[name] for name in ids),
            found=sum(self.cards.get(name, 0) for name in ids),
            places=len(ids),
        )
        return layer if layer.agrees or self.settled or SHOWN in turn.differed else None
