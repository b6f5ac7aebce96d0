"""What cannot be answered is told in both languages, even where nothing else works any more."""

import pytest
from allauth.core.ratelimit import respond_429
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import override

from simin.domains.identity.roles import Role
from simin.web.access import public
from tests.factories import people


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("broken/", broken)]


@pytest.mark.urls(__name__)
def test_our_own_fault_is_told_without_a_database() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    page = answer.content.decode()
    assert answer.status_code == 500 and "on purpose" not in page
    assert "오류가 발생했습니다" in page and "Something went wrong" in page


def test_a_host_that_is_not_ours_is_told_without_a_database() -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "elsewhere" not in page
    assert "이 주소로는 열 수 없습니다" in page and "Not under this address" in page


@pytest.mark.django_db
def test_where_nobody_says_how_long_to_wait_no_number_is_missing() -> None:
    """As where somebody tried to sign in too often."""
    with override("ko"):
        answer = respond_429(RequestFactory().get("/account/login/"))
    assert answer.status_code == 429 and "몇 분 뒤" in answer.text and " s." not in answer.text


@pytest.mark.django_db
def test_an_address_of_forms_that_is_opened_is_no_empty_page(client: Client) -> None:
    address = "/en/desk/procedures/drills/begin/"
    client.force_login(people.account("kim", Role.MAYOR))
    answer = client.get(address)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is no page here" in answer.text
    assert client.get(address, headers={"accept": "application/json"}).content == b""


@pytest.mark.parametrize("name", ["400_host.html", "500.html"])
def test_such_a_page_needs_nothing_and_asks_nothing_that_the_policy_forbids(name: str) -> None:
    page = get_template(name).render()
    assert "/static/dist/app-" in page and "style=" not in page and "<script>" not in page
