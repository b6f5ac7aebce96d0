"""A source that answers well and says nothing new: its id was retired, and the last answer stands.

Every run is good and every value is in range; only the newest time in the answers moves no more.
"""

from datetime import datetime, timedelta

from simin.domains.observations.finding import Found, Severity

DETECTOR = "frozen-source"
#: Good runs in a row that must bring nothing newer.
RUNS = 3
#: Budgets that must pass.
BUDGETS = 2.0


def frozen_source(
    *, newest: datetime | None, runs: int, now: datetime, budget: timedelta
) -> Found | None:
    """``newest``: the newest time that the answers hold; ``runs``: good ones since it last moved.

    ``budget`` is the time in which something newer is expected.
    """
    if newest is None or runs < RUNS or now - newest < budget * BUDGETS:
        return None
    return Found(
        detector=DETECTOR,
        severity=Severity.DOUBTFUL,
        since=newest,
        evidence={"runs": runs, "newest": newest.isoformat()},
    )
