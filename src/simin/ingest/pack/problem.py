"""What is wrong with a pack: every place at once, never only the first.

Nothing here stops at a problem; ``Problems`` collects and the reader raises once, at the end.
"""

from dataclasses import dataclass, field

from simin.kit.errors import SiminError


@dataclass(frozen=True)
class Problem:
    """One place in a pack that cannot be right."""

    #: Path inside the pack, ``recordings/pm-2022.csv.gz``.
    file: str
    #: Counted from 1; None where the fault has no line (a missing file).
    line: int | None
    #: Column, key or id.
    field: str
    reason: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}, {self.field}: {self.reason}" if self.field else f"{where}: {self.reason}"


class PackDamagedError(SiminError):
    """The pack cannot be loaded; ``problems`` has every reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class PackMissingError(SiminError):
    """There is no pack of that name or in that folder."""


@dataclass
class Problems:
    """Collects while the pack is read."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int | None, field: str, reason: str) -> None:
        self.found.append(Problem(file, line, field, reason))

    def raise_if_any(self) -> None:
        if self.found:
            ordered = sorted(self.found, key=lambda problem: (problem.file, problem.line or 0))
            raise PackDamagedError(tuple(ordered))
