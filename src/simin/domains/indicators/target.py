"""How near an indicator is to its target. Pure."""

from typing import Literal


def progress(
    value: float | None, target: float | None, direction: Literal["down", "up", "none"]
) -> float | None:
    """Share of the target that is reached, 0–1; None where there is nothing to reach."""
    if value is None or target is None or direction == "none":
        return None
    reached, wanted = (value, target) if direction == "up" else (target, value)
    if reached >= wanted:
        return 1.0
    return round(max(0.0, reached / wanted), 3) if wanted > 0 else 0.0
