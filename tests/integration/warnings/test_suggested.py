"""What the incident's own facts make of a warning, and what they never tell."""

import pytest

from simin.domains.places import services as places
from simin.domains.warnings.content import faults
from simin.kit.translated import languages
from simin.workflows.incident_suggests_warning import suggestion
from tests.factories.incidents import NOON, found_town, reported
from tests.factories.places import square

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    places.define_districts([square("east", 127.0)], at=NOON)


def test_it_could_be_sent_as_it_is() -> None:
    fire = reported(severity="severe", longitude=127.02, latitude=0.52)
    found = suggestion(fire, NOON)
    assert faults(found, now=NOON, languages=languages()) == {}
    assert found.headline["en"] == "Severe: Fire in Eastside"
    assert "화재" in found.headline["ko"] and "Fire" not in found.headline["ko"]
    assert found.area.circle is not None and found.area.circle.radius_km == 1.5
    assert found.category == "Fire"


def test_a_neighbourhood_that_names_its_district_is_enough() -> None:
    label = {"ko": "동쪽구 동쪽동", "en": "Eastside, East"}
    found = suggestion(reported(neighbourhood=label, longitude=127.02, latitude=0.52), NOON)
    assert found.area.description["en"] == "Eastside, East"


def test_without_a_point_the_district_is_warned() -> None:
    found = suggestion(reported(kind="flood", neighbourhood=None), NOON)
    assert found.area.circle is None
    assert found.area.districts == ("east",)
    assert found.area.polygons[0][0] == (127.0, 0.0)
    assert found.area.polygons[0][0] == found.area.polygons[0][-1]


def test_what_nobody_graded_is_graded_for_the_drafter_to_change() -> None:
    found = suggestion(reported(severity="unknown", longitude=127.02, latitude=0.52), NOON)
    assert (found.severity, found.urgency, found.certainty) == ("moderate", "immediate", "observed")


def test_the_title_of_an_incident_is_not_told() -> None:
    title = {"ko": "김하나 구조", "en": "Rescue of Hana Kim"}
    found = suggestion(reported(kind="rescue", title=title), NOON)
    assert "Kim" not in repr(found) and "김하나" not in repr(found)


def test_of_a_drill_every_text_says_so_first() -> None:
    content = suggestion(reported("1", drill=True), NOON)
    for said in (content.headline, content.description, content.instruction):
        assert said["en"].startswith("DRILL.") and said["ko"].startswith("훈련 상황.")
