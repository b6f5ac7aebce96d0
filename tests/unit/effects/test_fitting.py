"""The whitening is that of the errors it supposes, also over gaps."""

import numpy as np
import pytest

from simin.domains.effects.fitting import fit, remembered, whitened


def test_over_gaps_it_is_generalised_least_squares() -> None:
    """Against the covariance written out: memory to the power of the distance."""
    random = np.random.default_rng(1)
    places = np.array([0.0, 1, 2, 5, 6, 10, 11, 12])
    values = random.normal(size=8)
    design = np.column_stack([places > 5, np.ones(8)]).astype(float)
    memory = 0.6
    covariance = memory ** np.abs(places[:, None] - places[None, :])
    inverse = np.linalg.inv(covariance)
    exact = np.linalg.solve(design.T @ inverse @ design, design.T @ inverse @ values)
    white, columns = whitened(values, design, places, memory)
    ours = np.linalg.lstsq(columns, white, rcond=None)[0]
    assert ours == pytest.approx(exact)


def test_without_memory_it_is_ordinary_least_squares() -> None:
    values = np.array([1.0, -1, 1, -1, 1, -1, 5, 3, 5, 3, 5, 3])
    design = np.column_stack([np.arange(12) >= 6, np.ones(12)]).astype(float)
    found = fit(values, design, np.arange(12, dtype=float))
    assert found.effect == pytest.approx(4.0)
    assert found.memory == 0.0


def test_neighbours_alone_tell_of_memory() -> None:
    errors = np.array([1.0, 1, -1, -1] * 10)
    assert remembered(errors, np.arange(40, dtype=float) * 2) == 0.0
    assert remembered(np.zeros(40), np.arange(40, dtype=float)) == 0.0
