"""How long our files and functions are: ``python -m tests.architecture.size`` prints the table.

A function's length is counted without its docstring, which is there to be written.
"""

import ast
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.tree import PACKAGE, dotted, modules, parsed

type Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Measured:
    """A file or a function and its lines."""

    name: str
    lines: int


def files() -> list[Measured]:
    return [
        Measured(str(path.relative_to(PACKAGE)), len(path.read_text().splitlines()))
        for path in modules()
        if path.stat().st_size
    ]


def functions() -> list[Measured]:
    return [
        Measured(f"{dotted(path)}.{function.name}", code_lines(function))
        for path in modules()
        for function in defined(parsed(path))
    ]


def defined(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: Function) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def percentile_90(measured: list[Measured]) -> float:
    return statistics.quantiles((each.lines for each in measured), n=10)[-1]


def table() -> str:
    rows = [f"{'':<12}{'count':>7}{'median':>8}{'p90':>6}{'longest':>9}"]
    for name, measured in (("files", files()), ("functions", functions())):
        longest = max(measured, key=lambda each: each.lines)
        middle = statistics.median(each.lines for each in measured)
        rows.append(
            f"{name:<12}{len(measured):>7}{middle:>8.0f}{percentile_90(measured):>6.0f}"
            f"{longest.lines:>9}  {longest.name}"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
