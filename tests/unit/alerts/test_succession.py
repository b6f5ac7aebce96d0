"""Chains of values are laid beside each other so that all newest ones are judged last."""

import pytest

from simin.domains.alerts.services.succession import aligned
from simin.domains.observations.reading import Latest
from tests.factories.cards import NOON


def latest(slug: str, value: float) -> Latest:
    return Latest(
        slug=slug,
        family="air/pm25",
        district=None,
        source="network",
        phenomenon_time=NOON,
        result_time=NOON,
        received_at=NOON,
        result=value,
        quality=(),
        recorded_at=None,
        run=None,
        kept=1,
    )


@pytest.mark.parametrize(
    ("chains", "rounds"),
    [
        ({}, [[("a", 9), ("b", 9)]]),
        ({"a": [1, 2, 3]}, [[("a", 1)], [("a", 2)], [("a", 3), ("b", 9)]]),
        ({"a": [1, 2], "b": [4, 5]}, [[("a", 1), ("b", 4)], [("a", 2), ("b", 5)]]),
        ({"a": []}, [[("a", 9), ("b", 9)]]),
    ],
)
def test_rounds(chains: dict[str, list[float]], rounds: list[list[tuple[str, float]]]) -> None:
    found = {slug: [latest(slug, value) for value in chain] for slug, chain in chains.items()}
    came = [latest("a", 9), latest("b", 9)]
    told = [[(one.slug, one.result) for one in wave] for wave in aligned(came, found)]
    assert told == rounds
