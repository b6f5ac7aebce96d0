"""Invariant 3: snapshot + frames = snapshot, in both views, over random histories."""

from hypothesis import given
from hypothesis import strategies as st

from simin.domains.picture.card import Card
from simin.domains.picture.fold import fold_all
from simin.domains.picture.frame import View
from simin.domains.picture.wire import encode, snapshot
from simin.live.current import CurrentPicture
from simin.live.history import snapshot_at
from simin.live.memory_store import MemoryStore
from tests.factories.cards import card, withheld
from tests.factories.frames import SALT, History

NAMES = st.sampled_from(["air/pm25", "air/pm10", "incident/1", "incident/2", "news/1"])


@st.composite
def cards(draw: st.DrawFn) -> Card:
    make = draw(st.sampled_from([card, lambda *given: withheld(*given, salt=SALT)]))
    return make(draw(NAMES), draw(st.integers(0, 9)))


CHANGES = st.lists(
    st.tuples(
        st.lists(cards(), max_size=3, unique_by=lambda each: each.id), st.sets(NAMES, max_size=2)
    ),
    min_size=1,
    max_size=12,
)
VIEWS = st.sampled_from(View)


def written(changes: list[tuple[list[Card], set[str]]], every: int) -> tuple[History, MemoryStore]:
    history, store = History(), MemoryStore(checkpoint_every=every)
    for changed, removed in changes:
        store.add(history.add(*changed, removed=sorted(removed)))
    return history, store


@given(changes=CHANGES, view=VIEWS, cut=st.integers(0, 12))
def test_snapshot_and_frames_make_the_snapshot(
    changes: list[tuple[list[Card], set[str]]], view: View, cut: int
) -> None:
    history, _ = written(changes, 100)
    cut = min(cut, history.head)
    early = snapshot(encode(history.snapshot(view, cut)))
    later = (frame.decoded(view) for frame in history.frames[cut:])
    assert fold_all(early, later) == history.snapshot(view)


@given(changes=CHANGES, view=VIEWS, every=st.integers(2, 5), at=st.integers(1, 12))
def test_any_moment_comes_from_a_checkpoint_and_frames(
    changes: list[tuple[list[Card], set[str]]], view: View, every: int, at: int
) -> None:
    history, store = written(changes, every)
    at = min(at, history.head)
    assert snapshot_at(store, at, view) == history.snapshot(view, at)


@given(changes=CHANGES, view=VIEWS, cut=st.integers(1, 12), kept=st.integers(1, 5))
def test_the_current_picture_goes_on_as_the_history_does(
    changes: list[tuple[list[Card], set[str]]], view: View, cut: int, kept: int
) -> None:
    history, _ = written(changes, 100)
    cut = min(cut, history.head)
    current = CurrentPicture(kept)
    current.load(history.frames[:cut], {each: history.snapshot(each, cut) for each in View})
    current.append(history.frames[cut:])
    shown = current.shown(view)
    assert shown is not None
    assert shown.snapshot == history.snapshot(view)
    assert (current.head, current.oldest) == (history.head, max(1, history.head - kept + 1))


@given(changes=CHANGES)
def test_the_public_sees_of_a_withheld_card_only_its_commitment(
    changes: list[tuple[list[Card], set[str]]],
) -> None:
    history, _ = written(changes, 100)
    public, office = (history.snapshot(view) for view in (View.PUBLIC, View.OFFICE))
    assert [card.id for card in public.cards] == [card.id for card in office.cards]
    for seen, real in zip(public.cards, office.cards, strict=True):
        assert isinstance(real, Card)
        assert isinstance(seen, Card) == (real.release.visibility == "public")
        assert not isinstance(seen, Card) or seen == real
    assert SALT.encode() not in encode(public)
