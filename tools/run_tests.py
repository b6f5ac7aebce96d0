"""``make test``: every check there is, in stages; goes on after a failed stage, fails at the end.

What cannot run on this machine is said to be skipped, with the reason. The last lines are pytest's
own summaries.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: A module's towns are made once, as one worker runs all of its tests. One more than there are
#: cores on the smallest machine, as tests that start cities wait for them.
WORKERS = ("-n", "3", "--dist", "loadscope")
ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import find_chromium  # noqa: E402
from tests.conftest import NO_CHROMIUM  # noqa: E402
from tests.postgresql.cluster import programs  # noqa: E402


@dataclass(frozen=True)
class Stage:
    """A few commands that pass or fail together."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    #: Why it cannot run here; empty: it can.
    skipped: str = ""


@dataclass
class Outcome:
    """How a stage went."""

    stage: Stage
    passed: bool = True
    seconds: float = 0.0
    #: Pytest's own last line.
    summaries: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        if self.stage.skipped:
            return f"skipped: {self.stage.skipped}"
        return "passed" if self.passed else "FAILED"


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def pytest(*arguments: str) -> tuple[str, ...]:
    return python("-m", "pytest", "-q", "--durations=15", *arguments)


def stages() -> Iterator[Stage]:
    yield Stage("lint", (tool("ruff", "check"), tool("ruff", "format", "--check")))
    yield Stage("types", (tool("mypy"),))
    yield Stage("structure", (tool("lint-imports"), python("-m", "tests.architecture.size")))
    yield Stage("front end", (npm("run", "check"), npm("test")))
    yield Stage("tests on SQLite", (pytest(*WORKERS, "-m", "not browser"),))
    yield Stage(
        "tests on PostgreSQL",
        (python("-m", "tests.postgresql.cluster", *pytest(*WORKERS, "tests/integration")),),
        skipped="" if programs() else "PostgreSQL is not installed",
    )
    yield Stage(
        "browser",
        (pytest("-n", "2", "--dist", "loadfile", "-m", "browser", "tests/browser"),),
        skipped="" if find_chromium() else NO_CHROMIUM,
    )


def npm(*arguments: str) -> tuple[str, ...]:
    return python("hatch_build.py", "npm", *arguments)


def run(stage: Stage) -> Outcome:
    outcome = Outcome(stage)
    print(f"\n==> {stage.name}{': skipped, ' + stage.skipped if stage.skipped else ''}", flush=True)
    if stage.skipped:
        return outcome
    started = time.monotonic()
    for command in stage.commands:
        outcome.passed &= run_command(command, outcome)
    outcome.seconds = time.monotonic() - started
    return outcome


def variables() -> dict[str, str]:
    """Tests start dozens of programs: without compiled modules each spends seconds on that alone,
    so they are written also where the machine's owner turned that off for other programs."""
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(ROOT), "TMPDIR": tempfile.gettempdir()}


def run_command(command: tuple[str, ...], outcome: Outcome) -> bool:
    """Shows the output as it comes and keeps pytest's summary line."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        last = ""
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    if "pytest" in command:
        outcome.summaries.append(last)
    return process.returncode == 0


def main(wanted: list[str]) -> int:
    outcomes = [run(stage) for stage in stages() if not wanted or stage.name in wanted]
    print()
    for outcome in outcomes:
        print(f"{outcome.stage.name:<20} {outcome.seconds:>6.1f} s  {outcome.word}")
    for outcome in outcomes:
        for summary in outcome.summaries:
            print(f"{outcome.stage.name}: {summary}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
