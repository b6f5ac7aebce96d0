"""publiccode.yml holds what version 0.7 of the standard requires."""

import tomllib
from typing import Any

import pytest
import yaml

import simin
from tests.architecture.tree import ROOT

STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
SOFTWARE_TYPES = {"standalone/web", "standalone/backend", "standalone/desktop", "standalone/other"}


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_the_required_keys_are_there(publiccode: dict[str, Any]) -> None:
    required = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"}
    required |= {"softwareType", "description", "legal", "maintenance", "localisation"}
    assert required - publiccode.keys() == set()


def test_the_values_are_of_the_standard(publiccode: dict[str, Any]) -> None:
    assert isinstance(publiccode["publiccodeYmlVersion"], str)
    assert publiccode["developmentStatus"] in STATUSES
    assert publiccode["softwareType"] in SOFTWARE_TYPES
    assert publiccode["platforms"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_description_is_complete_and_within_its_limits(
    publiccode: dict[str, Any], language: str
) -> None:
    described = publiccode["description"][language]
    assert len(described["shortDescription"]) <= 150
    assert 150 <= len(described["longDescription"]) <= 10_000
    assert described["features"]


def test_maintenance_and_languages_are_told(publiccode: dict[str, Any]) -> None:
    assert publiccode["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])
    assert publiccode["localisation"]["localisationReady"] is True
    assert publiccode["localisation"]["availableLanguages"] == ["ko", "en"]


def test_it_agrees_with_the_package(publiccode: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert publiccode["legal"]["license"] == project["license"]
    assert publiccode["softwareVersion"] == simin.__version__


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text()
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert "15. Applicable Law" in licence
    assert licence.rstrip().endswith("new EUPL version.")
