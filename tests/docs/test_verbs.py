"""What the documents tell a reader to type exists."""

import re

import pytest

from simin.config.command import VERBS
from tests.architecture.tree import ROOT
from tests.docs.pages import pages, text

MAKE = re.compile(r"(?:^|[`$] ?|&& )make ([a-z][a-z-]*)", re.MULTILINE)
SIMIN = re.compile(r"(?:^|[`$] ?|&& )(?:\.venv/bin/)?simin ([a-z][a-z-]*)", re.MULTILINE)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", pages(), ids=str)
def test_verbs_of_make_exist(page) -> None:
    assert set(MAKE.findall(text(page))) <= targets()


@pytest.mark.parametrize("page", pages(), ids=str)
def test_verbs_of_simin_exist(page) -> None:
    assert set(SIMIN.findall(text(page))) <= VERBS.keys()


def test_the_verbs_are_found_where_they_are_written() -> None:
    assert MAKE.findall("`make demo` and\nmake test\n") == ["demo", "test"]
    assert SIMIN.findall("run `simin check`\n$ simin up") == ["check", "up"]


def test_every_verb_is_a_module() -> None:
    command = ROOT / "src/simin/config/command"
    assert {path.stem for path in command.glob("*.py")} - {"__init__"} == VERBS.keys()


def test_every_verb_of_simin_is_in_the_readme() -> None:
    assert {verb for verb in VERBS if f"`simin {verb}" not in text("README.md")} == set()


def test_every_verb_of_make_has_something_to_run() -> None:
    """``python -m`` and ``tools/`` named by the Makefile are there."""
    modules = re.findall(r"-m ([a-z_.]+)", text("Makefile"))
    files = {module.replace(".", "/") for module in modules}
    there = {name for name in files if list(ROOT.glob(f"{name}.py")) or (ROOT / name).is_dir()}
    assert files - there == set()
