"""Who asks costly public pages too often is told so on a page, in the reader's language."""

import pytest
from django.test import Client

from simin.web.costly import allowance

PAGES = ("search/?q=pm", "data/", "withheld/", "withheld/decisions/", "declassified/")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_the_readers_language_that_nobody_keeps(
    client: Client, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(allowance, "_clock", lambda: 0.0)
    assert client.get(f"/{page}").status_code == 200
    while not allowance.wait("127.0.0.1"):
        pass
    for address, words in ((f"/{page}", "잠시"), (f"/en/{page}", "Too many questions at once")):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (429, "no-store")
        assert words in answer.content.decode() and int(answer["Retry-After"]) >= 1
        assert answer["Content-Type"].startswith("text/html") and not answer.cookies
    assert client.get(f"/{page}", REMOTE_ADDR="192.0.2.7").status_code == 200
