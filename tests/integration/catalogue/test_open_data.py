"""What the public may have of the catalogue and of the observations."""

import pytest

from simin.domains.catalogue import services
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.catalogue.licences import licence
from simin.domains.catalogue.mask import Mask
from simin.workflows.open_data import opening
from tests.factories.datasets import NOON, define_parks, park

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def parks() -> None:
    define_parks(theme="traffic")
    services.keep("parks", [park("a")], run=None, at=NOON)


def test_a_data_set_comes_with_licence_owner_and_time_of_change() -> None:
    [found] = opening.datasets()
    assert (found.id, found.licence.id, found.dataset.owner) == ("parks", "CC0-1.0", "transport")
    assert found.changed_at == NOON and found.dataset.theme == "traffic"
    assert opening.version(opening.dataset("parks")).rows == 1


def test_what_is_withheld_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "withheld_of", lambda *_: None)
    assert opening.datasets() == []
    with pytest.raises(UnknownDatasetError):
        opening.dataset("parks")


def test_a_version_lacks_what_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    mask = Mask(hidden=frozenset({"name"}))
    monkeypatch.setattr(opening, "withheld_of", lambda *_: mask)
    found = opening.dataset("parks")
    assert "name" not in found.schema.names
    assert "name" not in [one["name"] for one in opening.version(found).schema["columns"]]


def test_an_unknown_licence_keeps_its_name() -> None:
    assert licence("house rules").title == {"en": "house rules"}
    assert licence("CC-BY-4.0 (recording), KOGL-1 (live)").address.endswith("/by/4.0/")
