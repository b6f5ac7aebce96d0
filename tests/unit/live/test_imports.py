"""``simin live`` starts in a fraction of a second because nothing heavy is in it."""

import subprocess
import sys


def test_the_gateway_starts_without_django() -> None:
    script = (
        "import sys, simin.live.server, simin.live.sqlite_store;"
        "print([name for name in sys.modules"
        " if name.split('.')[0] in ('django', 'psycopg', 'shapely', 'allauth')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
