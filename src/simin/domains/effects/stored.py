"""An estimate as it is kept, and back."""

from typing import Any

import msgspec

from simin.domains.effects.estimate import Estimate


def kept(estimate: Estimate) -> Any:
    return msgspec.to_builtins(estimate)


def read(stored: Any) -> Estimate | None:
    return None if stored is None else msgspec.convert(stored, Estimate)
