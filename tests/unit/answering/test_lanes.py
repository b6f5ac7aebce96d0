"""What the public asks of the data, and what must be answered whatever they ask."""

import pytest
from django.conf import settings

from simin.web.answering.lanes import has_session, is_question


@pytest.mark.parametrize(
    "path",
    ["/data/", "/en/data/parks/", "/card/air/pm25/rows.csv", "/withheld.json",
     "/data/api/datasets/parks/rows", "/search/", "/sta/v1.1/Things", "/api/3/action/package_list"],
)  # fmt: skip
def test_questions_of_the_public_have_threads_of_their_own(path: str) -> None:
    assert is_question(path, "GET")


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/office/", "/card/air/pm25", "/en/card/air/pm25",
     "/desk/room/", "/account/login/", "/follow/", "/static/dist/app.js",
     "/no/such/page", "/field/x"],
)  # fmt: skip
def test_all_else_is_answered_whatever_they_ask(path: str) -> None:
    assert not is_question(path, "GET")


def test_who_writes_observations_has_a_key_and_waits_behind_no_reader() -> None:
    assert not is_question("/sta/v1.1/Things", "POST")


@pytest.mark.parametrize(
    ("cookie", "named"),
    [("{}=x", True), ("csrftoken=y; {}=x", True), ("a={}=x", False), ("{}", False), ("", False)],
)  # fmt: skip
def test_who_names_a_session_is_known_by_its_cookie(cookie: str, named: bool) -> None:
    told = cookie.format(settings.SESSION_COOKIE_NAME).encode()
    assert has_session([(b"host", b"x"), (b"cookie", told)]) is named
