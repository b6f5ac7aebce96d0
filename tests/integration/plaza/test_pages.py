"""The catalogue and the page of a data set: readable without a script, whatever they hold."""

import json
import re
from html import escape, unescape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from django.test import Client

from simin.domains.catalogue import queries, services
from simin.web.plaza.used import tally, today
from tests.factories.datasets import NOON, define_parks, park
from tests.integration.plaza.conftest import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parks")]


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    assert not answer.cookies
    return answer.content.decode()


def test_the_catalogue_is_found_narrowed_and_ordered(client: Client) -> None:
    define_parks(id="empty", title={"ko": "빈 자료", "en": "Nothing"}, licence="MIT")
    assert "공영주차" not in text(client, "/data/") and "주차장" in text(client, "/data/")
    found = text(client, "/en/data/?q=park")
    assert "Car parks" in found and 'href="/data/parks/rows.parquet"' in found
    assert "2 entries" in text(client, "/en/data/")
    assert "1 entry" in text(client, "/en/data/?licence=MIT&sort=rows")
    assert "Nothing in the catalogue is like that." in text(client, "/en/data/?q=zzz")
    assert "Car parks" in text(client, "/en/data/?page=99")
    text(client, "/en/data/?page=99&sort=x&theme=%00&q=%00&freshness=<script>")


def test_every_value_of_a_facet_can_be_chosen(client: Client) -> None:
    for number in range(20):
        define_parks(id=f"p{number}", licence=f"house rules {number:02}")
    found = text(client, "/en/data/")
    shown, more, hidden = found.partition('<details class="plaza-others"')
    assert more and "9 more" in hidden
    for number in range(20):
        address = f"?licence=house+rules+{number:02}"
        assert (address in shown) != (address in hidden)
        assert "1 entry" in text(client, f"/en/data/{address}")


def test_every_form_is_a_facet(client: Client) -> None:
    found = json.loads(text(client, "/data/api/datasets"))
    forms = {"csv", "json", "jsonl", "geojson", "parquet", "xlsx"}
    assert set(found["facets"]["format"]) == set(found["datasets"][0]["files"]) == forms


def test_the_api_of_the_catalogue(client: Client) -> None:
    found = json.loads(text(client, "/data/api/datasets?q=주차&licence=CC0-1.0"))
    assert [one["id"] for one in found["datasets"]] == ["parks"]
    assert found["facets"]["place"] == {"map": 1} and found["next"] is None
    for said in ("sort=x", "limit=999", "offset=x", "q=" + "a" * 300, "colour=red"):
        wrong = json.loads(text(client, f"/data/api/datasets?{said}", 400))
        assert wrong["field"] == said.partition("=")[0]


def test_rows_are_shown_before_they_are_taken(client: Client) -> None:
    shown = text(client, "/en/data/parks/")
    for words in ("Car parks", "CC0 1.0", "주차장 a", "BibTeX", "83 %", "Changes over time"):
        assert words in shown
    assert 'aria-sort="descending"' in text(client, "/en/data/parks/?$orderby=name desc")


def test_what_a_data_set_holds_is_text_on_the_page(client: Client) -> None:
    shown = text(client, "/en/data/parks/")
    assert "<script>alert" not in shown and "<svg onload" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    define_parks(
        id="hostile",
        title={"en": "</title><script>alert(2)</script>", "ko": "x"},
        description={"en": '"><img src=x onerror=alert(3)>', "ko": "x"},
    )
    services.keep("hostile", [park("a")], run=None, at=NOON)
    for address in ("/en/data/hostile/", "/en/data/"):
        told = text(client, address)
        assert "<script>alert" not in told and "<img" not in told


def test_three_fields_become_a_filter_that_files_share(client: Client) -> None:
    answer = client.get("/en/data/parks/?column=name&operator=contains&value=O'H<")
    assert answer.status_code == 302
    assert "contains%28tolower%28name%29%2C%27o%27%27h%3C%27%29" in answer["Location"]
    answer = client.get("/en/data/parks/?column=spaces&operator=ge&value=7&$filter=id ne 'b'")
    shown = text(client, answer["Location"].partition("#")[0])
    file = re.search(r'href="(/data/parks/1/rows.csv\?[^"]+)"', shown)
    assert file is not None and "4 rows" in shown
    rows = b"".join(client.get(file[1].replace("&amp;", "&")).streaming_content)  # type: ignore
    assert len(rows.splitlines()) == 5


def test_whatever_was_asked_goes_on_to_the_next_rows_and_into_the_forms(client: Client) -> None:
    define_parks(id="many")
    placed = [park(f"{n:03}", longitude=127.0, latitude=37.5) for n in range(60)]
    services.keep("many", [*placed, park("x")], run=None, at=NOON)
    asked = {
        "$filter": "spaces ge 1",
        "bbox": "126,37,128,38",
        "near": "127,37.5,100",
        "$orderby": "id desc",
        "$select": "id,name",
    }
    shown = text(client, f"/en/data/many/?{urlencode(asked)}")
    assert "60 rows" in shown and shown.count('#rows" rel="nofollow" title=') == 2
    for field, value in asked.items():
        assert shown.count(f'name="{field}" value="{value}"') == 2
    (more,) = re.findall(r'rel="next nofollow" href="([^"]+)#rows"', shown)
    told = parse_qs(unescape(more).removeprefix("?"))
    assert {name: value for name, (value,) in told.items() if name != "after"} == asked
    next_rows = text(client, f"/en/data/many/{unescape(more)}")
    assert "주차장 034" in next_rows and "주차장 035" not in next_rows
    narrower = client.get(f"/en/data/many/?{urlencode(asked)}&column=id&operator=lt&value=010")
    narrow = parse_qs(urlsplit(narrower["Location"]).query)
    assert narrow.keys() == asked.keys() and narrow["$filter"] == ["(spaces ge 1) and id lt '010'"]
    whole = {name: asked[name] for name in ("$orderby", "$select")}
    address = urlencode(whole, quote_via=quote).replace("%24", "$")
    assert f'href="{escape(f"?{address}")}#rows"' in shown


def test_marks_of_others_in_an_address_are_let_be_by_pages_and_refused_by_programs(
    client: Client,
) -> None:
    marks = "utm_source=x&utm_medium=y&fbclid=z&gclid=1&gclid=2&ref=3"
    for address in ("/en/data/parks/", "/en/data/"):
        text(client, f"{address}?{marks}")
    text(client, f"/en/data/parks/?{marks}&$filter=spaces ge 7")
    text(client, f"/en/data/parks/?{marks}&$fliter=spaces ge 7", 400)
    wrong = text(client, f"/data/api/datasets/parks/rows?{marks}", 400)
    assert json.loads(wrong)["field"] == "utm_source"


def test_a_fault_is_told_and_what_was_typed_is_kept(client: Client) -> None:
    wrong = text(client, "/en/data/parks/?$filter=nothing eq 1", 400)
    assert 'value="nothing eq 1"' in wrong and "is no column" in wrong and "주차장 a" in wrong
    wrong = text(client, "/en/data/parks/?column=spaces&operator=eq&value=many", 400)
    assert 'value="many"' in wrong and "whole number" in wrong
    for said in ("after=nonsense", "$orderby=x", "$skip=5", "column=x&operator=y&value=z"):
        text(client, f"/en/data/parks/?{said}", 400)
    text(client, "/en/data/nothing/", 404)


def test_a_fault_is_told_in_the_readers_language_and_kept_by_nobody(client: Client) -> None:
    for said, words in (
        ("$filter=nothing eq 1", "없는 열"),
        ("$filter=spaces eq 1 x", "번째 글자에 올 수 없는"),
        ("$skip=5", "$skip"),
        ("after=nonsense", "처음 행부터"),
        ("bbox=1,2", "서,남,동,북"),
        ("$filter=geo.distance(location,1) lt 5", "알아들을 수 없는 조건"),
    ):
        wrong = client.get(f"/data/parks/?{said}")
        assert wrong.status_code == 400 and words in wrong.content.decode(), said
        assert wrong["Cache-Control"] == "no-store"
    assert client.get("/data/api/datasets/none")["Cache-Control"] == "no-store"


def test_a_data_set_without_rows_says_so(client: Client) -> None:
    define_parks(id="empty")
    assert "It holds nothing yet" in text(client, "/en/data/empty/")


def test_it_is_cited_in_each_form(client: Client) -> None:
    define_parks(id="odd", title={"en": "50 % of {parks}\r\nER  - x", "ko": "x"})
    services.keep("odd", [park("a")], run=None, at=NOON)
    bib = text(client, "/data/odd/cite.bib")
    assert r"@misc{odd," in bib and bib.count("\n}") == 1
    ris = text(client, "/data/odd/cite.ris")
    assert ris.startswith("TY  - DATA\r\n") and ris.count("\r\nER  - ") == 1
    assert json.loads(text(client, "/data/parks/cite.csl.json"))[0]["type"] == "dataset"
    text(client, "/data/parks/cite.exe", 404)


def test_use_is_counted_by_day_and_small_numbers_are_not_told(client: Client) -> None:
    for _ in range(7):
        client.get("/data/parks/1/rows.csv")
    text(client, "/en/data/parks/")
    tally.write()
    told = {one.kind: one.count for one in queries.uses("parks", until=today())}
    assert told == {"csv": 7, "page": None}
    assert "fewer than 5" in text(client, "/en/data/parks/")


def test_hostile_names_are_in_no_header(client: Client) -> None:
    assert HOSTILE["b"] not in str(client.get("/data/parks/1/rows.csv").headers)
