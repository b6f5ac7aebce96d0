"""A domain has doors; nobody climbs in through its tables.

The order of packages and domains is held by import-linter (``pyproject.toml``); what may be taken
from a domain by others, and what must run without Django, is held here.
"""

import subprocess
import sys

import grimp
import pytest

from tests.architecture.tree import PACKAGE, imported, parsed

#: What every domain may be asked through.
DOORS = {"services", "queries", "events", "errors", "cards", "states", "policies"}
#: The entities of a standard, which are read and written as the standard says.
DOORS |= {"sensorthings"}
#: Queries that are asked again and again, whose work does not grow with history.
DOORS |= {"screens"}
#: The nouns that a domain shares: plain dataclasses, structs and enums, no tables.
NOUNS = {
    "alerts": {
        "definition",
        "episode",
        "measured",
        "past",
        "reasons",
        "rows",
        "series",
        "vocabulary",
        "watch",
    },
    "catalogue": {"columns", "definition", "licences", "mask", "schema"},
    "devices": {"admission"},
    "field": {"rules", "subject"},
    "effects": {"estimate", "reasons", "windows"},
    "directives": {"attachment", "recurrence", "timing"},
    "guesses": {"bounds", "daily", "definition", "stretch", "tally"},
    "identity": {"organisation", "person", "roles"},
    "incidents": {
        "area",
        "channel",
        "duplicates",
        "grades",
        "impact",
        "nearest",
        "received",
        "review",
        "units",
    },
    "indicators": {"definition", "level", "series"},
    "kiosks": {"layout", "standing"},
    "observations": {"badges", "definition", "finding", "observation", "reading"},
    "procedures": {"definition", "scenario", "summary"},
    "picture": {"card", "decision", "fields", "fold", "frame", "policy", "release", "rule", "wire"},
    "places": {"gazetteer", "shapes"},
    "projects": {"checks", "definition", "earned_value", "forecast", "standing"},
    "transparency": {
        "checkpoint",
        "cosignature",
        "entries",
        "folder",
        "handover",
        "keys",
        "log",
        "merkle",
        "note",
        "proving",
        "tiles",
        "witnesses",
    },
    "releases": {"withholdable"},
    "subscriptions": {"topics"},
    "warnings": {"concerning", "content", "outlines", "terms", "touching"},
}

WITHOUT_DJANGO = ["simin.live", "simin.domains.picture.fold", "simin.domains.picture.wire"]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("simin", cache_dir=None)


def test_others_enter_a_domain_through_its_doors(graph: grimp.ImportGraph) -> None:
    trespasses = [
        f"{importer} imports {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if not is_allowed(importer, imported)
    ]
    assert sorted(trespasses) == []


def is_allowed(importer: str, imported: str) -> bool:
    parts = imported.split(".")
    if parts[:2] != ["simin", "domains"] or len(parts) < 4:
        return True
    domain, door = parts[2], parts[3]
    inside = importer.startswith(f"simin.domains.{domain}.")
    return inside or ".migrations" in importer or door in DOORS | NOUNS.get(domain, set())


def test_a_shared_noun_holds_no_table() -> None:
    """It is a plain type: it neither is a model nor imports one, nor the ORM."""
    with_tables = [
        f"{domain}/{noun}"
        for domain, nouns in NOUNS.items()
        for noun in nouns
        if any(
            name.startswith("django.db") or ".models" in name
            for name in imported(parsed(PACKAGE / "domains" / domain / f"{noun}.py"))
        )
    ]
    assert with_tables == []


@pytest.mark.parametrize("module", WITHOUT_DJANGO)
def test_runs_without_django(module: str) -> None:
    """Also what a package's ``__init__`` pulls in counts, which no static check sees."""
    program = (
        f"import pkgutil, importlib, sys, {module} as m\n"
        "for found in pkgutil.walk_packages(getattr(m, '__path__', []), m.__name__ + '.'):\n"
        "    importlib.import_module(found.name)\n"
        "sys.exit('django' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
