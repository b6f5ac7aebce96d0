"""The repository names no machine: what is in it works for a stranger.

A lock file that names a registry binds everyone to that registry; a path of somebody's machine is
a path nobody else has. The patterns are put together here so that this file does not match itself.
"""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, committed

#: Words of the workplace this was written in and hosts of package registries.
FORBIDDEN = {
    "a package registry": re.compile(
        r"https?://[\w.-]*(?:" + "|".join(["pypi", "npmjs", "pythonhosted", "yarnpkg"]) + r")\."
    ),
    "a lock's registry": re.compile(r'"resolved"' + r'\s*:\s*"[a-z+]+:'),
    "a path of one machine": re.compile(
        r"(?:/" + r"work/(?:main|shared)|/" + r"root/|/" + r"home/[a-z]+/|/" + r"Users/\w)"
    ),
    "a private tool": re.compile(r"\bfarm" + r"-[a-z]+"),
}
BINARY = {".png", ".gz", ".br", ".woff2", ".ico", ".jpg", ".webp", ".mo", ".parquet"}


def texts() -> list[Path]:
    return [path for path in committed() if path.suffix not in BINARY]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    pattern = FORBIDDEN[what]
    found = [
        f"{path}: {match.group()}"
        for path in texts()
        if (match := pattern.search((ROOT / path).read_text(errors="replace")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a package registry", "https://registry." + "npmjs.org/esbuild"),
        ("a package registry", "https://" + "pypi.org/simple"),
        ("a path of one machine", "/" + "root/.cache"),
        ("a private tool", "farm" + "-hands"),
    ],
)
def test_the_patterns_find_what_they_look_for(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


def test_nothing_large_is_committed() -> None:
    large = {str(path): (ROOT / path).stat().st_size for path in committed()}
    assert {name: size for name, size in large.items() if size > 1_500_000} == {}
