from hypothesis import given
from hypothesis import strategies as st

from simin.web.maps.labels import Box, Wanted, crowded, place


def boxes(wanted: list[Wanted], points: list[tuple[float, float]]) -> list[Box]:
    return [Box(*at, one.width, one.height) for at, one in zip(points, wanted, strict=True)]


def test_a_label_with_room_stays_at_its_anchor() -> None:
    assert place([Wanted((50, 50), 30, 40, 20)]) == [(50, 50)]


def test_a_label_gives_way_to_a_marker() -> None:
    wanted = [Wanted((50, 50), 40, 40, 20)]
    marker = Box(50, 50, 30, 30)
    (moved,) = boxes(wanted, place(wanted, [marker]))
    assert moved.overlap(marker) == 0


def test_two_labels_at_one_place_come_apart() -> None:
    wanted = [Wanted((50, 50), 40, 40, 20), Wanted((52, 51), 45, 40, 20)]
    one, other = boxes(wanted, place(wanted))
    assert one.overlap(other) == 0


def test_of_labels_without_room_the_one_with_less_is_left_out() -> None:
    wanted = [Wanted((50, 50), 1, 40, 20), Wanted((52, 51), 2, 40, 20)]
    assert crowded(wanted, place(wanted)) == [True, False]


spots = st.tuples(st.floats(0, 300), st.floats(0, 300))
labels = st.builds(Wanted, spots, st.floats(1, 60), st.just(60.0), st.just(30.0))


@given(st.lists(labels, max_size=12), st.lists(spots, max_size=4))
def test_what_is_kept_never_overlaps_and_nothing_moves_beyond_its_reach(
    wanted: list[Wanted], markers: list[tuple[float, float]]
) -> None:
    taken = [Box(x, y, 40, 40) for x, y in markers]
    points = place(wanted, taken)
    out = crowded(wanted, points, taken)
    kept = [box for box, left in zip(boxes(wanted, points), out, strict=True) if not left]
    assert all(
        kept[i].overlap(other) == 0 for i in range(len(kept)) for other in [*kept[i + 1 :], *taken]
    )
    for one, (x, y) in zip(wanted, points, strict=True):
        assert (x - one.anchor[0]) ** 2 + (y - one.anchor[1]) ** 2 <= one.reach**2 * 1.001
