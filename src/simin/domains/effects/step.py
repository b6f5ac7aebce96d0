"""How long one value stands for: an hour of the world or a day of the city."""

from datetime import timedelta
from typing import Literal

type Step = Literal["hour", "day"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEPS: dict[Step, timedelta] = {"hour": HOUR, "day": DAY}
