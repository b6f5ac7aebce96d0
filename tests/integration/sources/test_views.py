"""Who may open which source page, what it shows, and what a form does."""

import json
from typing import Any

import pytest
from django.test import Client

from simin.domains.audit import queries as audit
from simin.domains.identity.policies import STAFF_ROLES
from simin.domains.identity.roles import Role
from simin.ingest.models import (
    Backfill,
    DeclaredFeed,
    FeedOrder,
    MappingRevision,
    Quarantined,
    RawPayload,
)
from tests.factories import people, source_town
from tests.standing import standing

BOARD, AIR = "/en/desk/sources/", "/en/desk/sources/air-hourly-0/"
MENDED = """[mapping]
into = "row"
key = ["station"]
[[mapping.columns]]
field = "pm10"
to = "pm10"
missing = ["점검중"]
"""


pytestmark = pytest.mark.django_db
town = standing(lambda: source_town.build(30), autouse=True)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(people.account(f"a-{role}", role))
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def first(model: Any) -> int:
    return int(model.objects.order_by("id").values_list("id", flat=True)[0])


@pytest.mark.parametrize("role", list(Role))
def test_whoever_works_for_the_city_reads_how_sources_stand(role: Role) -> None:
    client = signed_in(role)
    allowed = 200 if role in STAFF_ROLES else 403
    for address in (BOARD, f"{BOARD}board.json", AIR, f"{AIR}runs/", f"{AIR}runs/air-hourly-0@25/"):
        assert client.get(address).status_code == allowed, address


@pytest.mark.parametrize("role", list(Role))
def test_what_came_as_it_came_is_for_who_looks_after_sources(role: Role) -> None:
    client = signed_in(role)
    allowed = 200 if role in {Role.SOURCE_ADMINISTRATOR, Role.AUDITOR} else 403
    held, answer = first(Quarantined), first(RawPayload)
    for path in (
        "quarantine/", f"quarantine/{held}/", f"answers/{answer}/", f"answers/{answer}/body",
        "mapping/",
    ):  # fmt: skip
        assert client.get(AIR + path).status_code == allowed, path
    shown = "점검중" in client.get(f"{AIR}runs/air-hourly-0@25/").content.decode()
    assert shown == (allowed == 200)


@pytest.mark.parametrize("role", list(Role))
def test_only_a_source_administrator_acts(role: Role) -> None:
    client = signed_in(role)
    allowed = 302 if role is Role.SOURCE_ADMINISTRATOR else 403
    assert client.post(f"{AIR}run/").status_code == allowed
    fill = {"from": "2026-03-01T00:00", "until": "2026-03-02T00:00"}
    assert client.post(f"{AIR}back-fill/", fill).status_code == allowed
    assert FeedOrder.objects.count() == Backfill.objects.count() == (allowed == 302)


def test_the_anonymous_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(BOARD).status_code == 302
    assert client.get(f"{BOARD}board.json", headers={"accept": "application/json"}).status_code in {
        302, 401,
    }  # fmt: skip


def test_a_form_without_its_token_does_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.account("keeper", Role.SOURCE_ADMINISTRATOR))
    for path in ("run/", "pause/", "back-fill/", "mapping/"):
        assert client.post(AIR + path, {"text": MENDED}).status_code == 403
    assert not FeedOrder.objects.exists() and not DeclaredFeed.objects.exclude(paused_at=None)


def test_the_board_tells_every_state_in_words(keeper: Client) -> None:
    page = text(keeper, BOARD)
    for word in ("in quarantine", "down", "refusing", "resting", "live", "Needs a look"):
        assert word in page
    assert page.count('class="tile state-') == 30
    assert "The source answers with status 503." in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?q=AIR-HOURLY", 2), ("?state=refusing", 1), ("?owner=climate&kind=csv", 2),
        ("?kind=synthetic", 3), ("?q=no-such", 0), ("?sort=age&group=none", 30),
        ("?sort=bogus&group=bogus&state=", 30), ("?q=%00", 0), ("?q=source-3", 4),
    ],
)  # fmt: skip
def test_the_board_is_searched_and_filtered(keeper: Client, query: str, shown: int) -> None:
    assert text(keeper, BOARD + query).count('class="tile state-') == shown
    feeds = json.loads(text(keeper, f"{BOARD}board.json{query}"))["feeds"]
    assert len(feeds) == shown


def test_the_boards_json_is_not_sent_twice(keeper: Client) -> None:
    answer = keeper.get(f"{BOARD}board.json")
    assert json.loads(answer.content)["totals"]["live"] > 10
    again = keeper.get(f"{BOARD}board.json", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304 and again.content == b""


def test_a_source_says_what_it_is_and_hides_its_secret(keeper: Client) -> None:
    page = text(keeper, AIR)
    for shown in (
        "https://city.example/air?key={secret:seoul-key}", "KOGL-1", "Climate", "30 min",
        "6 of 40 records of the last run could not be read", "air-hourly-0@25",
        "pm10: … is no number",
    ):  # fmt: skip
        assert shown in page, shown


@pytest.mark.parametrize(
    "path",
    ["nothing/", "air-hourly-0/runs/none/", "air-hourly-0/quarantine/99999/", "%00/",
     "air-hourly-0/answers/99999/", "air-hourly-0/no-such-act/", "run/none",
     "recording-1/mapping/"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(keeper: Client, path: str) -> None:
    page = text(keeper, BOARD + path, 404)
    assert "desk/sources/" in page


@pytest.mark.parametrize("query", ["runs/?before=x", "quarantine/?before=x"])
def test_from_a_place_that_is_none_a_list_begins_anew(keeper: Client, query: str) -> None:
    assert keeper.get(AIR + query).status_code == 200


def test_an_address_that_cannot_be_meant_is_a_page_that_says_so(keeper: Client) -> None:
    page = text(keeper, f"{AIR}mapping/?revision=x", 400)
    assert "was cut or changed on its way" in page and "is no number" not in page


def test_a_card_leads_down_to_the_answer(keeper: Client) -> None:
    run = keeper.get("/en/desk/sources/run/air-hourly-0@25", follow=True)
    page = run.content.decode()
    assert run.status_code == 200 and f"answers/{first(RawPayload)}/" in page
    answer = text(keeper, f"{AIR}answers/{first(RawPayload)}/")
    assert (
        "역0,2026-03-05T15:00,점검중" in answer and "nginx" in answer and "euc-kr" in answer.lower()
    )


def test_an_answer_is_shown_as_bytes_and_kept_as_a_file(keeper: Client) -> None:
    address = f"{AIR}answers/{first(RawPayload)}/"
    assert "00000000  73 74 61 74 69 6f 6e" in text(keeper, f"{address}?as=hex")
    body = keeper.get(f"{address}body")
    assert body["Content-Disposition"].startswith("attachment") and body.content[:7] == b"station"
    assert body["Content-Type"] == "application/octet-stream"


def test_what_a_source_sent_is_never_a_page_of_ours(keeper: Client) -> None:
    held = Quarantined.objects.first()
    assert held is not None
    held.raw, held.reason, held.where = b"<script>alert(1)</script>", "<b>", "<i>"
    held.save()
    page = text(keeper, f"{AIR}quarantine/{held.id}/")
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "<b></h1>" not in page
    assert "<script>alert" not in text(keeper, f"{AIR}quarantine/")


def test_an_act_is_confirmed_done_and_on_the_trail(keeper: Client) -> None:
    assert "Pause it?" in text(keeper, f"{AIR}pause/")
    assert not DeclaredFeed.objects.exclude(paused_at=None)
    assert (
        "they move"
        in keeper.post(f"{AIR}pause/", {"why": "they move"}, follow=True).content.decode()
    )
    entry = audit.entries(limit=1)[0]
    assert (entry.account, entry.action) == ("keeper", "source-paused")
    keeper.post(f"{AIR}resume/")
    assert not DeclaredFeed.objects.exclude(paused_at=None)


def test_a_back_fill_that_makes_no_sense_keeps_what_was_typed(keeper: Client) -> None:
    typed = {"from": "2026-03-02T00:00", "until": "2026-03-01T00:00"}
    answer = keeper.post(f"{AIR}back-fill/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "The end must lie after the beginning." in page
    assert 'value="2026-03-02T00:00"' in page
    assert (
        "Give a date and a time." in keeper.post(f"{AIR}back-fill/", {"from": "x"}).content.decode()
    )


def test_a_back_fill_is_shown_with_its_progress_and_cancelled(keeper: Client) -> None:
    typed = {"from": "2026-03-01T00:00", "until": "2026-03-02T00:00"}
    page = keeper.post(f"{AIR}back-fill/", typed, follow=True).content.decode()
    assert '<progress max="100" value="0"' in page and "waits for the engine" in page
    assert "2026-03-01 00:00" in page
    row = Backfill.objects.get()
    assert row.start.isoformat() == "2026-02-28T15:00:00+00:00"
    keeper.post(f"{AIR}back-fill/{row.id}/cancel/")
    assert Backfill.objects.get().state == "cancelled"
    assert "cancelled" in text(keeper, f"{AIR}?part=doing")


def test_a_mapping_with_faults_names_lines_and_keeps_what_was_typed(keeper: Client) -> None:
    typed = MENDED.replace('to = "pm10"', "to = 7") + "# mine\n"
    answer = keeper.post(f"{AIR}mapping/", {"act": "save", "text": typed, "why": "because"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "line 6" in page and "# mine" in page
    assert 'value="because"' in page and not MappingRevision.objects.exists()


def test_a_mapping_is_looked_at_before_it_is_saved(keeper: Client) -> None:
    page = keeper.post(f"{AIR}mapping/", {"act": "look", "text": MENDED}).content.decode()
    assert "What kept answers would give" in page and "역0" in page
    assert not MappingRevision.objects.exists()


def test_a_mapping_is_saved_with_its_reason_and_replayed(keeper: Client) -> None:
    refused = keeper.post(f"{AIR}mapping/", {"act": "save", "text": MENDED, "why": ""})
    assert refused.status_code == 200 and "Say why" in refused.content.decode()
    saved = {"act": "save-replay", "text": MENDED, "why": "renamed", "seen": ""}
    page = keeper.post(f"{AIR}mapping/", saved, follow=True).content.decode()
    assert "revision 1" in page and "Read kept answers again" in page
    assert FeedOrder.objects.get().act == "replay"
    stale = keeper.post(f"{AIR}mapping/", {"act": "save", "text": MENDED, "why": "again"})
    assert stale.status_code == 200 and "meantime" in stale.content.decode()
    back = {"act": "pack", "text": "", "why": "mended there", "seen": "1"}
    assert keeper.post(f"{AIR}mapping/", back).status_code == 302
    assert DeclaredFeed.objects.get(feed="air-hourly-0").mapping is None


def test_who_audits_looks_but_does_not_save() -> None:
    client = signed_in(Role.AUDITOR)
    answer = client.post(f"{AIR}mapping/", {"act": "save", "text": MENDED, "why": "x"})
    assert answer.status_code == 200 and not MappingRevision.objects.exists()


def test_before_an_engine_ran_the_board_says_so(keeper: Client) -> None:
    DeclaredFeed.objects.all().delete()
    assert "No source is declared yet" in text(keeper, BOARD)


def test_korean_pages_hold_no_english_sentence(keeper: Client) -> None:
    for path in ("", "air-hourly-0/", "air-hourly-0/mapping/", "air-hourly-0/quarantine/"):
        page = text(keeper, f"/desk/sources/{path}")
        for left in ("Sources", "Quarantine", "Needs a look", "Next run", "records"):
            assert f">{left}" not in page, (path, left)
