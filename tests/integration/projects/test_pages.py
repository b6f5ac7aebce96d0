"""The desk's pages of projects and pledges, and the cards' pages, in the name of whoever asks."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from simin.domains.identity import queries as identity
from simin.domains.picture import queries as pictures
from simin.domains.picture import services as publishing
from simin.domains.projects import cards, queries, services
from simin.domains.projects.services import HandedPhoto
from simin.kit.clock import FixedClock
from simin.kit.pictures import picture
from tests.factories.directive_town import reader
from tests.factories.observed import NOON
from tests.factories.pictures import photo
from tests.factories.project_town import TODAY, bridge, project

pytestmark = pytest.mark.usefixtures("clock")
DESK = "/en/desk/projects/"
PLEDGES = "/en/desk/pledges/"

type SignedIn = Callable[[str], Client]


@pytest.fixture
def signed_in(clock: FixedClock) -> SignedIn:
    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(identity.account(username))
        return client

    return client_of


@pytest.fixture
def published(clock: FixedClock) -> Iterator[Callable[[], None]]:
    def publish() -> None:
        publishing.publish(
            changed=cards.shown(NOON), at=datetime.now(UTC), city_time=NOON, speed=1.0
        )

    pictures.forget_kept()
    publish()
    yield publish
    pictures.forget_kept()


def words(response: HttpResponse) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return response.content.decode()


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("username", [None, "citizen"])
@pytest.mark.parametrize(
    "path",
    [DESK, f"{DESK}bridge/", f"{DESK}bridge/report/", f"{DESK}tables/", f"{DESK}tables/budget.csv",
     f"{DESK}bridge/photos/1", PLEDGES, f"{PLEDGES}river/"],
)  # fmt: skip
def test_who_does_not_work_for_the_city_sees_nothing(
    signed_in: SignedIn, username: str | None, path: str
) -> None:
    client = signed_in(username) if username else Client()
    assert client.get(path).status_code == (403 if username else 302)


def test_the_list_filters_searches_and_sorts(signed_in: SignedIn) -> None:
    client = signed_in("duty")
    page = words(client.get(DESK))
    assert page.index("River Bridge") < page.index("Water Garden")
    assert "282" not in page and "250 days late" in page
    for query, shown in (
        ("standing=late", "River Bridge"),
        ("standing=over", "River Bridge"),
        ("standing=on_time", "Water Garden"),
        ("unit=fire", "Water Garden"),
        ("district=west", "River Bridge"),
        ("q=gard", "Water Garden"),
        ("q=river+bri", "River Bridge"),
    ):
        page = words(client.get(f"{DESK}?{query}"))
        other = {"River Bridge": "Water Garden", "Water Garden": "River Bridge"}[shown]
        assert shown in page and other not in page, query
    assert "No project here." in words(client.get(f"{DESK}?q=volcano"))
    assert "Water Garden" in words(client.get(f"{DESK}?after=nonsense")), "begins anew"


def test_one_project_says_how_it_stands(signed_in: SignedIn) -> None:
    page = words(signed_in("climate").get(f"{DESK}bridge/"))
    for told in ("late", "over budget", "0.80", "0.86", "250 days late", "Head of Bridges",
                 "Cross the river", "Piers", "Report from the site"):  # fmt: skip
        assert told in page, told
    page = words(signed_in("climate").get(f"{DESK}garden/"))
    assert "Report from the site" not in page and "Add photos" not in page
    assert "on time" in page and "Forecast end" in page


def test_what_is_not_there_or_withheld_is_not_there(signed_in: SignedIn) -> None:
    services.take([bridge(withheld="security", review_on=date(2022, 12, 31))], by=reader("mayor"))
    assert signed_in("fire").get(f"{DESK}bridge/").status_code == 404
    assert signed_in("fire").get(f"{DESK}none/").status_code == 404
    assert "River Bridge" not in words(signed_in("fire").get(DESK))
    page = words(signed_in("climate").get(f"{DESK}bridge/"))
    assert "not shown to citizens" in page


def test_a_report_from_the_site_is_sent_once(signed_in: SignedIn) -> None:
    client = signed_in("climate")
    key = key_of(words(client.get(f"{DESK}bridge/report/")))
    told = {"key": key, "percent": "41,5", "text": "Deck.", "longitude": "1.0", "latitude": "0.5"}
    for _ in range(2):
        shown = SimpleUploadedFile("a.jpg", photo(), content_type="image/jpeg")
        answer = client.post(f"{DESK}bridge/report/", {**told, "photo": shown, "spot": "gate"})
        assert answer.status_code == 302
    whole = queries.whole(project(), public=False)
    assert (len(whole.reports), len(whole.photos), whole.project.actual) == (1, 1, 41.5)
    page = words(client.get(f"{DESK}bridge/"))
    assert "Deck." in page and "0.50000, 1.00000" in page


def test_what_was_typed_stays_where_a_report_is_wrong(signed_in: SignedIn) -> None:
    client = signed_in("climate")
    key = key_of(words(client.get(f"{DESK}bridge/report/")))
    told = {"key": key, "percent": "much", "text": "Typed with care."}
    answer = client.post(f"{DESK}bridge/report/", told)
    assert answer.status_code == 400
    assert "Typed with care." in words(answer) and "Give a number." in words(answer)
    broken = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    answer = client.post(f"{DESK}bridge/report/", {"key": key, "photo": broken})
    assert answer.status_code == 400 and "WebP picture" in words(answer)
    assert signed_in("duty").get(f"{DESK}bridge/report/").status_code == 403
    assert queries.whole(project(), public=False).reports == []


def test_milestones_photos_and_documents_are_kept_by_the_department(signed_in: SignedIn) -> None:
    client = signed_in("climate")
    client.post(f"{DESK}bridge/milestones/piers/", {"reached_on": TODAY.isoformat()})
    assert project().overdue_milestones == 0
    answer = client.post(f"{DESK}bridge/milestones/piers/", {"reached_on": "2030-01-01"})
    assert answer.status_code == 400 and "lies ahead" in words(answer)
    for day in ("2021-06-01", "2022-01-01"):
        shown = SimpleUploadedFile("a.jpg", photo(width=600 + int(day[3])), "image/jpeg")
        client.post(f"{DESK}bridge/photos/", {"photo": shown, "spot": "gate", "taken_on": day})
    page = words(client.get(f"{DESK}bridge/"))
    assert "data-compare" in page and "Before" in page
    client.post(f"{DESK}bridge/documents/", {"name": "Plan", "link": "https://naru.example/plan"})
    assert "Plan" in words(client.get(f"{DESK}bridge/"))
    typed = {"name": "Contract of 2021", "link": "no address", "public": "yes"}
    refused = client.post(f"{DESK}bridge/documents/", typed)
    assert refused.status_code == 400 and 'value="Contract of 2021"' in words(refused)
    assert 'value="no address"' in words(refused) and "checked" in words(refused)
    broken = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    told = {"photo": broken, "spot": "west pier", "taken_on": "2021-06-02"}
    refused = client.post(f"{DESK}bridge/photos/", told)
    assert refused.status_code == 400 and 'value="west pier"' in words(refused)
    assert 'value="2021-06-02"' in words(refused) and '<details class="more" open>' in words(
        refused
    )
    assert signed_in("fire").post(f"{DESK}bridge/documents/", {"name": "X"}).status_code == 403


def test_citizens_see_a_photo_only_once_it_is_released(signed_in: SignedIn) -> None:
    shown = [HandedPhoto(picture=picture(photo()))]
    services.add_photos("bridge", shown, by=reader("climate"))
    number = queries.whole(project(), public=False).photos[0].id
    address = f"/en/projects/bridge/photos/{number}"
    assert Client().get(address).status_code == 404
    signed_in("climate").post(f"{DESK}bridge/photos/{number}/show/", {"public": "yes"})
    answer = Client().get(f"{address}?small")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in answer["Content-Security-Policy"]
    hidden = bridge(withheld="security", review_on=date(2022, 12, 31))
    services.take([hidden], by=reader("mayor"))
    assert Client().get(address).status_code == 404


def test_a_table_is_looked_at_and_taken(signed_in: SignedIn) -> None:
    client = signed_in("mayor")
    page = words(client.get(f"{DESK}tables/"))
    text = "id,phase\nbridge,suspended\n"
    file = SimpleUploadedFile("사업.csv", text.encode("cp949"), content_type="text/csv")
    answer = client.post(f"{DESK}tables/", {"table": "projects", "key": key_of(page), "file": file})
    preview = words(client.get(answer.url))
    assert "suspended" in preview and "under_way" in preview and "Take it" in preview
    assert project().phase == "under_way"
    assert client.post(answer.url).url == DESK
    assert project().phase == "suspended"
    assert "This file was taken." in words(client.get(answer.url))
    assert signed_in("climate").get(answer.url).status_code == 404
    assert signed_in("duty").get(f"{DESK}tables/").status_code == 403


def test_faults_of_a_table_are_shown_with_their_place(signed_in: SignedIn) -> None:
    client = signed_in("mayor")
    for text, told in (("id,phase\nbridge,soon\n", "Choose one of the list."), ("\0", "CSV")):
        file = SimpleUploadedFile("a.csv", text.encode(), content_type="text/csv")
        key = key_of(words(client.get(f"{DESK}tables/")))
        answer = client.post(f"{DESK}tables/", {"table": "projects", "key": key, "file": file})
        page = words(client.get(answer.url))
        assert told in page and "Take it" not in page
    answer = client.post(f"{DESK}tables/", {"table": "none", "key": "k"})
    assert answer.status_code == 400
    answer = client.post(f"{DESK}tables/", {"table": "projects", "key": "k"})
    assert answer.status_code == 400 and "Choose a file." in words(answer)
    assert "bridge" in words(client.get(f"{DESK}tables/progress.csv"))
    assert client.get(f"{DESK}tables/secrets.csv").status_code == 404


def test_a_pledge_is_accounted_for_and_a_stale_form_keeps_what_was_typed(
    signed_in: SignedIn,
) -> None:
    client = signed_in("climate")
    page = words(client.get(f"{PLEDGES}river/"))
    told = {"key": key_of(page), "revision": "1", "status": "partial", "percent": "55", "text": "x"}
    assert client.post(f"{PLEDGES}river/", told).status_code == 302
    stale = {**told, "key": "other", "text": "Mine, typed with care."}
    answer = client.post(f"{PLEDGES}river/", stale)
    assert answer.status_code == 409
    assert "Mine, typed with care." in words(answer) and "in part, 55 %" in words(answer)
    answer = client.post(f"{PLEDGES}river/", {**stale, "revision": "2", "percent": "all"})
    assert answer.status_code == 400 and "Give a number." in words(answer)
    assert "Account for it" not in words(signed_in("fire").get(f"{PLEDGES}river/"))
    refused = signed_in("fire").post(f"{PLEDGES}river/", {**stale, "revision": "2"})
    assert refused.status_code == 403


def test_pledges_are_listed_and_counted(signed_in: SignedIn) -> None:
    client = signed_in("duty")
    page = words(client.get(PLEDGES))
    assert "Cross the river" in page and "1 of 2 fulfilled" in page and "The whole city" in page
    assert "Green squares" not in words(client.get(f"{PLEDGES}?district=east&status=on_track"))
    assert "Green squares" in words(client.get(f"{PLEDGES}?district=city"))
    assert client.get(f"{PLEDGES}none/").status_code == 404


@pytest.mark.usefixtures("published")
def test_citizens_see_the_cards_pages(signed_in: SignedIn) -> None:
    everyone = Client()
    for card, told in (
        ("city/projects", "River Bridge"),
        ("project/bridge", "Forecast end"),
        ("project/garden", "invented"),
        ("city/pledges", "Cross the river"),
        ("pledge/river", "River Bridge"),
    ):
        answer = everyone.get(f"/en/card/{card}")
        assert answer.status_code == 200 and told in words(answer), card
        assert "At the desk" not in words(answer)
    assert "At the desk" in words(signed_in("mayor").get("/en/card/project/bridge"))
    assert "Direct" in words(signed_in("mayor").get("/en/card/project/bridge"))


def test_a_withheld_project_is_a_frame_for_citizens(
    signed_in: SignedIn, published: Callable[[], None]
) -> None:
    hidden = bridge(withheld="security", review_on=date(2022, 12, 31))
    services.take([hidden], by=reader("mayor"))
    published()
    page = words(Client().get("/en/card/project/bridge"))
    assert "River Bridge" not in page and "Security" in page
    page = words(Client().get("/en/card/city/projects"))
    assert "River Bridge" not in page and "Withheld project" in page
    assert "River Bridge" not in words(Client().get("/en/card/pledge/river"))
    assert "River Bridge" in words(signed_in("mayor").get("/en/card/project/bridge"))
