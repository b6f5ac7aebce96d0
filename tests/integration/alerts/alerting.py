"""An engine of its own process that alternates above and below a limit until it is killed.

``live``: a batch each hour, told when it was judged; ``go-on``: judges what waits; ``read``: prints
the batches that were kept and the events about alerts.
"""

import sys

from simin.config.django_ready import make_ready

make_ready()

from simin.domains.observations import queries as observations  # noqa: E402
from tests.factories.alert_town import (  # noqa: E402
    DUST,
    beat,
    define,
    found_alert_town,
    hear,
    rule,
    said,
)

SLUG = f"{DUST}/east"


def kept() -> int:
    return sum(one.kept for one in observations.latest([SLUG]))


def live() -> None:
    found_alert_town()
    define(rule(quiet=0))
    for number in range(10_000):
        hear(number, east=20 if number % 2 else 80)
        print(number, flush=True)


if __name__ == "__main__":
    match sys.argv[1]:
        case "live":
            live()
        case "go-on":
            beat(kept() - 1)
        case _:
            print(kept(), *said())
