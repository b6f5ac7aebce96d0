import pytest

from simin.domains.identity import queries, services
from simin.domains.identity.errors import UnknownDepartmentError
from simin.domains.identity.organisation import Department, DepartmentKind
from simin.domains.identity.roles import Role
from simin.kit.errors import RejectedError
from tests.factories import people

pytestmark = pytest.mark.django_db

HALL = Department(id="hall", name={"en": "City hall"})
CLIMATE = Department(id="climate", name={"en": "Climate"}, parent="hall", rank=2)
SAFETY = Department(id="safety", name={"en": "Safety"}, parent="hall", rank=1)
FIRE = Department(id="fire", name={"en": "Fire"}, kind=DepartmentKind.AGENCY, parent="safety")


def test_the_tree_is_listed_downwards_siblings_by_rank() -> None:
    services.define_organisation([FIRE, CLIMATE, SAFETY, HALL])
    assert queries.departments() == [HALL, SAFETY, FIRE, CLIMATE]
    assert queries.departments(DepartmentKind.AGENCY) == [FIRE]
    assert queries.department("fire") == FIRE


def test_defining_again_replaces() -> None:
    services.define_organisation([HALL, SAFETY, FIRE])
    services.define_organisation([HALL, CLIMATE])
    assert queries.departments() == [HALL, CLIMATE]
    with pytest.raises(UnknownDepartmentError):
        queries.department("fire")


def test_a_department_with_people_does_not_vanish() -> None:
    services.define_organisation([HALL, CLIMATE])
    services.open_account(person=people.person("han", department="climate"))
    with pytest.raises(RejectedError, match="people still belong to climate"):
        services.define_organisation([HALL])
    assert queries.departments() == [HALL, CLIMATE]


def test_a_wrong_tree_changes_nothing() -> None:
    services.define_organisation([HALL])
    with pytest.raises(RejectedError, match="does not exist"):
        services.define_organisation([HALL, FIRE])
    assert queries.departments() == [HALL]


def test_who_acts_for_a_unit_and_who_holds_a_role_in_it() -> None:
    services.define_organisation([HALL, SAFETY, FIRE])
    for name, unit, role in (
        ("han", "fire", Role.DEPARTMENT_OFFICER),
        ("lim", "fire", Role.DUTY_OFFICER),
        ("oh", "fire", Role.AUDITOR),
        ("yun", "safety", Role.DUTY_OFFICER),
    ):
        services.open_account(person=people.person(name, role, department=unit))
    acting = [one.username for one in queries.acting_for("fire")]
    assert acting == ["han", "lim"], "who audits only looks"
    for unit, held in (("fire", ["lim"]), ("", ["lim", "yun"]), ("hall", [])):
        assert [one.username for one in queries.acting_for(unit, "duty_officer")] == held


def test_above_a_unit_that_is_no_more_stands_the_head() -> None:
    services.define_organisation([HALL, SAFETY, FIRE])
    assert queries.units_or_head_above("fire") == ["safety", "hall"]
    assert queries.units_or_head_above("hall") == []
    assert queries.units_or_head_above("") == queries.units_or_head_above("gone") == ["hall"]


def test_no_word_goes_to_who_has_left() -> None:
    services.open_account(person=people.person("han"))
    found = queries.recipient("han")
    assert found is not None and (found.username, found.unit) == ("han", "")
    services.close_account(account="han", by="test")
    assert queries.recipient("han") is None and queries.recipient("nobody") is None
