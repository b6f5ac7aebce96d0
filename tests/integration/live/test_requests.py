"""The gateway's paths by plain HTTP: bodies, caching, and how it refuses."""

import gzip
import json

import brotli
import pytest

from simin.domains.picture.frame import View
from simin.domains.picture.wire import encode, snapshot
from simin.kit.allowance import Allowance
from tests.integration.live.conftest import BOOTH, City, living

FOR_EVER = "max-age=31536000, immutable"


def office() -> str:
    return f"view=office&ticket={BOOTH.issue('mayor')}"


def test_the_snapshot_is_the_picture(city: City) -> None:
    answer, body = city.live.ask("/live/snapshot")
    assert answer.status == 200
    assert snapshot(body) == city.history.snapshot(View.PUBLIC)
    assert (
        answer.headers["cache-control"] == "public, max-age=1, s-maxage=1, stale-while-revalidate=5"
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "application/json"


def test_the_office_snapshot_is_its_own_and_nobody_keeps_it(city: City) -> None:
    answer, body = city.live.ask(f"/live/snapshot?{office()}")
    assert snapshot(body) == city.history.snapshot(View.OFFICE)
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("coding", "decode"), [("gzip", gzip.decompress), ("br", brotli.decompress)]
)
@pytest.mark.parametrize("path", ["/live/snapshot", "/live/snapshot?at=3", "/live/frames/4"])
def test_bodies_are_compressed_as_asked(city: City, path: str, coding: str, decode: object) -> None:
    _, plain = city.live.ask(path)
    answer, body = city.live.ask(path, accept_encoding=coding)
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["vary"] == "accept-encoding"
    assert decode(body) == plain  # type: ignore[operator]


def test_the_picture_as_it_was(city: City) -> None:
    for view, query in ((View.PUBLIC, ""), (View.OFFICE, f"&{office()}")):
        answer, body = city.live.ask(f"/live/snapshot?at=3{query}")
        assert snapshot(body) == city.history.snapshot(view, 3)
        kept = f"public, {FOR_EVER}" if view is View.PUBLIC else "no-store"
        assert answer.headers["cache-control"] == kept


def test_a_frame_is_immutable_and_carries_its_hash(city: City) -> None:
    frame = city.history.frames[1]
    answer, body = city.live.ask("/live/frames/2")
    assert (answer.status, body) == (200, frame.public)
    assert answer.headers["cache-control"] == f"public, {FOR_EVER}"
    assert answer.headers["etag"] == f'"{frame.hash}"'
    answer, body = city.live.ask(f"/live/frames/2?{office()}")
    assert body == frame.office
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/live/frames/5", "/live/snapshot", "/live/snapshot?at=5"])
@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_what_the_viewer_has_is_not_sent_again(city: City, path: str, form: str) -> None:
    tag = form.format(city.history.frames[-1].hash)
    answer, body = city.live.ask(path, if_none_match=tag, accept_encoding="br")
    assert (answer.status, body) == (304, b"")
    assert "cache-control" in answer.headers
    assert city.live.ask(path, if_none_match='"other"')[0].status == 200


def test_a_frame_that_is_not_there_yet_is_not_kept_as_missing(city: City) -> None:
    for path in ("/live/frames/6", "/live/frames/0", "/live/snapshot?at=6"):
        answer, body = city.live.ask(path)
        assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
        assert json.loads(body)["error"] == "unknown-frame"


def test_a_forgotten_frame_names_the_snapshot() -> None:
    with living(450) as city:
        city.store.forget_before(100)
        for path in ("/live/frames/99", "/live/snapshot?at=99"):
            answer, body = city.live.ask(path)
            assert (answer.status, answer.headers["cache-control"]) == (410, "no-store")
            told = json.loads(body)
            assert (told["error"], told["snapshot"]) == ("forgotten-frame", "/live/snapshot")
        assert city.live.ask("/live/frames/100")[1] == city.history.frames[99].public


@pytest.mark.parametrize("path", ["/live/snapshot", "/live/frames/1", "/live/snapshot?at=2"])
@pytest.mark.parametrize(
    ("ticket", "code"), [("", "ticket-missing"), ("&ticket=forged", "ticket-refused")]
)
def test_the_office_view_needs_a_good_ticket(city: City, path: str, ticket: str, code: str) -> None:
    joint = "&" if "?" in path else "?"
    answer, body = city.live.ask(f"{path}{joint}view=office{ticket}")
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Ticket"
    assert answer.headers["cache-control"] == "no-store"
    told = json.loads(body)
    assert told["error"] == code
    assert told["message"]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/live/snapshot?at=noon", 400, "at"),
        ("/live/frames/first", 400, "number"),
        ("/live/frames/", 400, "number"),
        ("/live/snapshot?view=mayor", 400, "view"),
        ("/live/nothing", 404, None),
        ("/elsewhere", 404, None),
    ],
)
def test_bad_requests_are_told_what_is_wrong(
    city: City, path: str, status: int, field: str | None
) -> None:
    answer, body = city.live.ask(path)
    assert answer.status == status
    assert json.loads(body).get("field") == field


@pytest.mark.parametrize("path", ["/live/snapshot", "/live/frames/1", "/live/head"])
def test_methods(city: City, path: str) -> None:
    got, body = city.live.ask(path)
    head, nothing = city.live.ask(path, "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["content-length"] == str(len(body)) == got.headers["content-length"]
    assert city.live.ask(path, "OPTIONS")[0].status == 204
    for method in ("POST", "PUT", "DELETE"):
        refused, _ = city.live.ask(path, method)
        assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_head_is_number_and_hash(city: City) -> None:
    _, body = city.live.ask("/live/head")
    assert json.loads(body) == {"number": 5, "hash": city.history.frames[-1].hash}


def test_frames_that_are_too_long_for_one_answer_are_refused_with_a_way_out(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simin.live.history.LARGEST", 700)
    answer, body = city.live.ask("/live/frames/1-5")
    told = json.loads(body)
    assert (answer.status, told["error"], told["field"]) == (413, "too-large", "last")
    assert told["message"].endswith("ask for fewer at a time: 1-1")
    assert city.live.ask("/live/frames/1-1")[0].status == 200


def test_a_household_that_asks_for_too_much_of_the_past_waits(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Allowance, "wait", lambda *_: 6.5)
    for path in ("/live/frames/1-2", "/live/snapshot?at=2"):
        answer, body = city.live.ask(path)
        assert (answer.status, json.loads(body)["error"]) == (429, "too-often")
        assert answer.headers["retry-after"] == "7"
    assert city.live.ask("/live/snapshot")[0].status == 200


def test_health_says_how_the_gateway_is(city: City) -> None:
    with city.live.watch() as viewer:
        viewer.event()
        answer, body = city.live.ask("/health")
    told = json.loads(body)
    assert answer.status == 200
    assert (told["status"], told["head"]) == ("ok", 5)
    assert told["viewers"] == 1
    assert told["age"] > 0


def test_before_the_first_picture_health_says_so() -> None:
    with living(0) as city:
        for path in ("/health", "/live/snapshot", "/live/head"):
            answer, body = city.live.ask(path)
            assert answer.status == 503
            assert b"no-picture-yet" in body


def test_a_store_that_fails_is_said_where_it_is_needed(city: City) -> None:
    city.store.fail = True
    assert city.live.ask("/live/snapshot")[0].status == 200
    answer, body = city.live.ask("/live/snapshot?at=2")
    assert (answer.status, json.loads(body)["error"]) == (503, "store-unavailable")
    city.store.fail = False


def test_the_snapshot_answered_is_the_folded_one(city: City) -> None:
    city.publish(20)
    city.shown()
    _, body = city.live.ask("/live/snapshot")
    assert body == encode(city.history.snapshot(View.PUBLIC))


def test_a_frame_that_is_gone_is_said_in_json_too(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    del city.store._frames[2]
    answer, body = city.live.ask(f"/live/snapshot?at=3&{office()}")
    assert (answer.status, json.loads(body)["error"]) == (410, "forgotten-frame")
    assert "ticket" not in caplog.text


@pytest.mark.parametrize("path", ["/live/snapshot", "/live/frames/1", "/live/stream"])
def test_too_many_parameters_are_named(city: City, path: str) -> None:
    answer, body = city.live.ask(path + "?" + "&".join(f"p{number}=1" for number in range(21)))
    assert answer.status == 400
    assert json.loads(body)["error"] == "too-many-parameters"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/live/snapshot?at=²", 400),
        ("/live/snapshot?at=-1", 400),
        ("/live/snapshot?at=999999999999999", 404),
        ("/live/snapshot?view=mayor", 400),
        ("/live/snapshot?view=office&ticket=%00%ff", 401),
        ("/live/frames/%00", 400),
        ("/live/frames/1/2", 400),
        ("/live/frames/", 400),
        ("/live/%2e%2e/office", 404),
    ],
)
def test_odd_questions_get_a_plain_answer(city: City, path: str, status: int) -> None:
    answer, body = city.live.ask(path.replace("²", "%C2%B2"))
    assert answer.status == status
    assert json.loads(body)["message"]
