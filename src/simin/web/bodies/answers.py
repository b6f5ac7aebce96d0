"""What is answered instead of a page: a sentence, in the language of the address."""

from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from simin.web.bodies.errors import BodyRefusedError, NoRoomError, TooLargeError
from simin.web.bodies.pace import Message
from simin.web.gate import API_PATHS

#: Seconds after which there may be room again.
AGAIN = 5


def refusal(error: BodyRefusedError, path: str) -> Iterator[Message]:
    """The connection ends with it: what is left of the body is nobody's."""
    with override(_language(path)):
        status, words = _told(error)
    return _answer(status, words, [(b"connection", b"close")])


def busy(path: str) -> Iterator[Message]:
    """Too many ask for what is dear to make."""
    with override(_language(path)):
        words = _("Many people are asking at the moment. Try again in a few seconds.")
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, words, [])


def _answer(status: HTTPStatus, words: str, more: list[tuple[bytes, bytes]]) -> Iterator[Message]:
    body = words.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        *more,
    ]
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append((b"retry-after", b"%d" % AGAIN))
    yield {"type": "http.response.start", "status": status.value, "headers": headers}
    yield {"type": "http.response.body", "body": body}


def _told(error: BodyRefusedError) -> tuple[HTTPStatus, str]:
    if isinstance(error, TooLargeError):
        words = _("This is too large: at most %(most)s MB can be sent here at once.")
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words % {"most": error.most >> 20}
    if isinstance(error, NoRoomError):
        words = _("Too much is being sent at once. Try again in a few seconds.")
        return HTTPStatus.SERVICE_UNAVAILABLE, words
    words = _("What you sent did not arrive in time. Check the network and send it again.")
    return HTTPStatus.REQUEST_TIMEOUT, words


def _language(path: str) -> str:
    if path.startswith(API_PATHS):
        return "en"
    return get_language_from_path(path) or settings.LANGUAGE_CODE
