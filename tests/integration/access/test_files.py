"""Files of forms are written down only where a view takes them, of whom it lets in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client

from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of files that reached a handler that keeps them."""
    names: list[str] = []
    begin = MemoryFileUploadHandler.new_file

    def new_file(self: Any, *args: Any, **kwargs: Any) -> None:
        names.append(self.file_name or args[1])
        begin(self, *args, **kwargs)

    monkeypatch.setattr(MemoryFileUploadHandler, "new_file", new_file)
    yield names


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("film.bin", b"x" * 100_000)


@pytest.mark.parametrize(
    "path", ["follow/", "data/requests/new/", "guess/", "noticed/", "account/login/", "sta/v1.1/"]
)
@pytest.mark.parametrize("strict", [False, True])
def test_nobodys_file_is_kept_by_a_page_that_takes_none(
    written: list[str], path: str, strict: bool
) -> None:
    """Also not while the token of the form is looked for."""
    prefix = "" if path.startswith("sta") else "en/"
    Client(enforce_csrf_checks=strict).post(f"/{prefix}{path}", {"film": file()})
    assert written == []


def test_a_page_says_that_it_takes_no_files() -> None:
    answer = Client().post("/en/follow/", {"film": file()})
    assert (answer.status_code, "takes no files" in answer.text) == (400, True)


def test_who_is_not_signed_in_is_asked_to_and_leaves_no_file(written: list[str]) -> None:
    """A phone that kept a report must learn that it has to sign in, not that it is refused."""
    answer = Client().post("/en/desk/projects/tables/", {"file": file()})
    assert (answer.status_code, written) == (302, [])


def test_who_may_not_send_files_leaves_none(written: list[str], client: Client) -> None:
    client.force_login(people.account("kim"))
    assert client.post("/en/desk/projects/tables/", {"file": file()}).status_code == 403
    assert written == []
