"""The catalogue's pages, for those who work for the city."""

import pytest
from django.test import Client

from simin.domains.catalogue import services
from simin.domains.identity.roles import Role
from simin.domains.observations import services as observations
from simin.domains.observations.services import Found, Severity
from simin.domains.picture.card import Mask, WithholdingReason
from simin.domains.picture.rule import Policy, Rule
from simin.domains.places import services as places
from simin.domains.releases import services as releases
from tests.factories import people
from tests.factories.datasets import NOON, define_parks, park
from tests.factories.places import city

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    define_parks()
    names = ["가", "=HYPERLINK(1)", "나"]
    changes = [park(key, name=name) for key, name in zip("abc", names, strict=True)]
    services.keep("parks", changes, run="parks@1", at=NOON)
    client.force_login(people.account("keeper", Role.SOURCE_ADMINISTRATOR))
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_and_its_search(desk: Client) -> None:
    assert "주차장" in text(desk, "/desk/datasets/")
    assert "Car parks" in text(desk, "/en/desk/datasets/?q=park")
    assert "There is no such data set." in text(desk, "/en/desk/datasets/?q=zzz")


def test_rows_are_filtered_and_a_fault_is_told(desk: Client) -> None:
    address = "/en/desk/datasets/parks/"
    shown = text(desk, f"{address}?column=name&operator=contains&value=나&sort=name")
    assert "1 row" in shown
    assert "parks@1" in shown
    assert "is not what the column holds (whole number)" in text(
        desk, f"{address}?column=spaces&operator=eq&value=x"
    )
    assert "is none of" in text(desk, f"{address}?sort=nothing")
    assert "cursor" in text(desk, f"{address}?after=nonsense")
    text(desk, "/en/desk/datasets/nothing/", 404)


def test_a_fault_is_told_in_the_language_of_the_viewer(desk: Client) -> None:
    shown = text(desk, "/desk/datasets/parks/?column=spaces&operator=eq&value=x")
    assert "이 열의 값이 아님(정수)" in shown and "is no value" not in shown


def test_degrees_keep_their_digits_and_nothing_more(desk: Client) -> None:
    services.keep("parks", [park("d", longitude=126.9154321, latitude=37.5)], run=None, at=NOON)
    shown = text(desk, "/en/desk/datasets/parks/")
    assert ">126.915432</td>" in shown and ">37.5</td>" in shown


def test_a_data_set_without_rows_says_so(desk: Client) -> None:
    define_parks(id="empty")
    assert "It holds nothing yet." in text(desk, "/en/desk/datasets/empty/")


def test_the_file_runs_no_formula(desk: Client) -> None:
    answer = desk.get("/desk/datasets/parks/rows.csv?sort=id")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "id,name,spaces,longitude,latitude,opened,free"
    assert lines[2].startswith("b,'=HYPERLINK(1),5,")
    assert desk.get("/desk/datasets/parks/rows.csv?sort=x").status_code == 400


def policy() -> Policy:
    rule = {"kind": "dataset", "names": ("parks",), "reason": WithholdingReason.PRIVACY}
    return Policy(
        rules=(
            Rule(id="a", field="name", roles=(Role.DEPARTMENT_OFFICER.value,), **rule),
            Rule(id="b", field="spaces", **rule),
            Rule(id="c", field="opened", mask=Mask.NEVER, **rule),
            Rule(id="d", **rule | {"names": ("closed",)}),
        )
    )


@pytest.mark.parametrize(
    ("role", "columns", "seen"),
    [
        (Role.DEPARTMENT_OFFICER, "id,name,longitude,latitude,free", False),
        (Role.PUBLISHER, "id,name,spaces,longitude,latitude,free", True),
        (Role.SOURCE_ADMINISTRATOR, "id,name,spaces,longitude,latitude,free", True),
    ],
)
def test_rules_of_release_hold_at_the_desk_too(
    desk: Client, role: Role, columns: str, seen: bool
) -> None:
    places.define_city(city(), at=NOON)
    define_parks(id="closed")
    releases.define_policy(policy(), at=NOON)
    desk.force_login(people.account("other", role))
    answer = desk.get("/desk/datasets/parks/rows.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == columns
    shown = text(desk, "/en/desk/datasets/parks/")
    assert (">opened<" in shown, "spaces" in shown) == (False, seen)
    assert ("/desk/datasets/closed/" in text(desk, "/en/desk/datasets/")) is seen
    text(desk, "/en/desk/datasets/closed/", 200 if seen else 404)
    asked = text(desk, "/en/desk/datasets/parks/?column=opened&operator=eq&value=2026-01-01")
    assert "is none of" in asked


def test_citizens_see_none_of_it(desk: Client) -> None:
    desk.logout()
    assert desk.get("/desk/datasets/parks/").status_code in {302, 403}


def test_the_list_is_ordered_and_comes_in_pages(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simin.web.datasets.listing.SHOWN", 1)
    define_parks(id="empty", title={"en": "Empty", "ko": "빈"})
    shown = text(desk, "/en/desk/datasets/?sort=rows")
    assert "Car parks" in shown and "Empty" not in shown and "1 / 2" in shown
    assert "Empty" in text(desk, "/en/desk/datasets/?sort=rows&page=2")
    assert "Empty" in text(desk, "/en/desk/datasets/?sort=nonsense&page=7")
    assert 'href="/en/desk/datasets/"' in text(desk, "/en/desk/sources/")


def test_rows_are_counted_by_a_column_and_a_fault_is_told(desk: Client) -> None:
    address = "/en/desk/datasets/parks/"
    shown = text(desk, f"{address}?by=name&function=sum&of=spaces")
    assert shown.count("flow-bar") == 3
    assert "a text has no sum" in text(desk, f"{address}?by=name&function=sum&of=name")
    assert "is none of" in text(desk, f"{address}?by=nothing")


def test_what_speaks_against_a_data_set_stands_on_its_page(desk: Client) -> None:
    define_parks(source="office", feed="parks")
    observations.report_findings(
        source="office",
        feed="parks",
        detectors={"total-among-parts"},
        found=[
            Found(
                detector="total-among-parts",
                subject="parks/spaces",
                severity=Severity.DOUBTFUL,
                evidence={"total": "합계", "parts": 25},
            )
        ],
        at=NOON,
        run=None,
    )
    assert "합계 is the sum of the 25 others" in text(desk, "/en/desk/datasets/parks/")
    assert "1 finding" in text(desk, "/en/desk/datasets/")
