"""Web Push as the standards have it: RFC 8291's example, and who may be asked."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from simin.kit.errors import RejectedError
from simin.kit.web_push import VALID, Subscription, checked, is_known, key_in, sealed

#: RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
AGENT = Subscription(
    endpoint="https://updates.push.services.mozilla.com/wpush/v2/x",
    p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth="BTBZMqHH6r4Tts7J_aSIgg",
)
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def plain(told: str) -> bytes:
    return base64.urlsafe_b64decode(told + "=" * (-len(told) % 4))


def test_the_example_of_rfc_8291() -> None:
    sender = ec.derive_private_key(int.from_bytes(plain(SENDER)), ec.SECP256R1())
    assert sealed(PLAIN, AGENT, salt=plain(SALT), sender=sender) == plain(BODY)


def test_the_same_words_are_sealed_otherwise_each_time() -> None:
    assert sealed(PLAIN, AGENT) != sealed(PLAIN, AGENT)


def test_what_does_not_fit_into_a_record_is_not_sealed() -> None:
    with pytest.raises(RejectedError, match="content"):
        sealed(b"x" * 3001, AGENT)


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://FCM.googleapis.com:443/fcm/send/x", True),
        ("https://web.push.apple.com/x", True),
        ("https://sg2p.notify.windows.com/w/?token=x", True),
        ("http://fcm.googleapis.com/fcm/send/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com.elsewhere.example/x", False),
        ("https://elsewhere.example/fcm.googleapis.com", False),
        ("https://notify.windows.com/x", False),
        ("https://evilnotify.windows.com.example/x", False),
        ("https://user@fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com@127.0.0.1/x", False),
        ("https://127.0.0.1/x", False),
        ("https://169.254.169.254/latest", False),
        ("https://fcm.googleapis.com:x/", False),
        ("file:///etc/passwd", False),
        ("https://fcm.googleapis.com/" + "x" * 1000, False),
        ("", False),
    ],
)
def test_only_push_services_are_asked(endpoint: str, known: bool) -> None:
    assert is_known(endpoint) is known


def test_an_installation_may_name_its_own() -> None:
    assert is_known("https://push.city.example/x", ["push.city.example"])
    assert not is_known("http://push.city.example/x", ["push.city.example"])
    assert is_known("http://127.0.0.1:8099/x", ["127.0.0.1:8099"])
    assert not is_known("http://127.0.0.1:8098/x", ["127.0.0.1:8099"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("p256dh", "AAAA"), ("p256dh", "é"), ("auth", "AAAA"), ("auth", ""), ("endpoint", "x")],
)
def test_a_subscription_that_nobody_could_read_is_refused(field: str, value: str) -> None:
    with pytest.raises(RejectedError) as refused:
        checked(replace(AGENT, **{field: value}))
    assert refused.value.field == field


def test_the_key_is_made_once_and_signs_who_we_are(tmp_path: Path) -> None:
    file = tmp_path / "push.key"
    key = key_in(file)
    assert key_in(file) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["push.key"]
    now = datetime(2026, 11, 27, tzinfo=UTC)
    header = key.authorization(AGENT.endpoint, contact="mailto:a@city.example", now=now)
    assert Vapid02.verify(header)
    token, public = (part.partition("=")[2] for part in header.removeprefix("vapid ").split(","))
    assert public == key.public
    claims = json.loads(plain(token.split(".")[1]))
    assert claims == {
        "sub": "mailto:a@city.example",
        "aud": "https://updates.push.services.mozilla.com",
        "exp": int((now + VALID).timestamp()),
    }
    assert timedelta(hours=24) >= VALID
