"""The lock holds everything that is asked for, by version and hash, from no particular place."""

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.docs.pages import text

PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    return dict(PINNED.findall(text("requirements.lock")))


def asked_for(project: dict[str, Any]) -> list[Requirement]:
    lists = [
        project["project"]["dependencies"],
        project["dependency-groups"]["dev"],
        project["build-system"]["requires"],
    ]
    return [Requirement(line) for lines in lists for line in lines]


def test_what_is_asked_for_is_locked(project: dict[str, Any], pinned: dict[str, str]) -> None:
    """``make lock`` mends it. What the build needs is locked, too."""
    missing = {
        str(wanted)
        for wanted in asked_for(project)
        if not wanted.specifier.contains(pinned.get(canonicalize_name(wanted.name), "0"))
    }
    assert missing == set()


def test_every_version_has_hashes_and_none_an_address() -> None:
    lock = text("requirements.lock")
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock
