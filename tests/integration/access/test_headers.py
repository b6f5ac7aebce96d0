import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from simin.config import mail, openid_connect
from simin.config.environment import read
from simin.kit.errors import RejectedError

TRIED = pytest.mark.urls("tests.integration.access.urls")


@TRIED
def test_who_only_looks_gets_no_cookie_and_no_session(db: None, client: Client) -> None:
    answer = client.get("/tried/public")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert Session.objects.count() == 0


@TRIED
def test_every_answer_carries_the_strict_headers(db: None, client: Client) -> None:
    answer = client.get("/tried/public")
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


def test_openid_connect_is_off_unless_wholly_given() -> None:
    assert openid_connect.providers(read({"SIMIN_OIDC_ISSUER": "https://id.example"})) == {}


def test_openid_connect_is_what_allauth_wants() -> None:
    given = read(
        {
            "SIMIN_OIDC_ISSUER": "https://id.example/realms/city",
            "SIMIN_OIDC_CLIENT": "simin",
            "SIMIN_OIDC_SECRET": "s",
        }
    )
    (application,) = openid_connect.providers(given)["openid_connect"]["APPS"]
    assert application["settings"]["server_url"] == "https://id.example/realms/city"
    assert openid_connect.origins(given) == ["https://id.example"]


@pytest.mark.parametrize(
    ("address", "host", "port", "use_tls"),
    [
        ("smtp://kim:p%40ss@mail.example", "mail.example", 587, True),
        ("smtps://mail.example:2465", "mail.example", 2465, False),
    ],
)
def test_a_mail_server_is_one_address(address: str, host: str, port: int, use_tls: bool) -> None:
    options = mail.mailer(address)["OPTIONS"]
    assert (options["host"], options["port"], options["use_tls"]) == (host, port, use_tls)
    assert options["use_ssl"] is not use_tls


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_a_wrong_mail_address_is_named(address: str) -> None:
    with pytest.raises(RejectedError, match="SIMIN_SMTP_URL"):
        mail.mailer(address)


def test_without_a_mail_server_nothing_is_sent() -> None:
    assert mail.mailer("")["BACKEND"].endswith("dummy.EmailBackend")


def test_a_wrong_number_of_proxies_is_named() -> None:
    with pytest.raises(RejectedError, match="SIMIN_TRUSTED_PROXIES"):
        read({"SIMIN_TRUSTED_PROXIES": "one"})
