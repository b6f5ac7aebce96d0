import pytest

from simin.web.maps.drawing import short_names


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Mapo-gu", "Jung-gu"], ["Mapo", "Jung"]),
        (["North Quarter", "South Quarter"], ["North", "South"]),
        (["마포구", "중구"], ["마포구", "중구"]),
        (["Mapo-gu", "Old Town"], ["Mapo-gu", "Old Town"]),
        (["Centre", "Mapo-gu"], ["Centre", "Mapo-gu"]),
        (["Only-one"], ["Only-one"]),
        ([], []),
    ],
)
def test_only_an_ending_that_all_share_is_left_out(names: list[str], short: list[str]) -> None:
    assert short_names(names) == short
