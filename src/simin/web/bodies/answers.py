"""What is answered instead of a page: a sentence, in the language of the address.

Who reads pages gets a small one, in both languages: it needs neither a thread nor the database.
"""

from collections.abc import Callable, Iterator, MutableMapping
from http import HTTPStatus
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from simin.web.bodies.errors import BodyRefusedError, NoRoomError, TooLargeError
from simin.web.bodies.pace import Message
from simin.web.gate import API_PATHS

type Headers = list[tuple[bytes, bytes]]
type Scope = MutableMapping[str, Any]

#: Seconds after which there may be room again.
AGAIN = 5
#: Of such a page; Django's own policy does not come this far.
POLICY = b"default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PLAIN: Headers = [(b"content-type", b"text/plain; charset=utf-8")]
_PAGE: Headers = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", POLICY),
]


class Told(NamedTuple):
    """In the language that is set."""

    head: str
    words: str
    #: Told on a page only.
    hint: str = ""


def refusal(error: BodyRefusedError, scope: Scope) -> Iterator[Message]:
    """The connection ends with it: what is left of the body is nobody's."""

    def told() -> Told:
        hint = _("Go back in your browser: what you typed should still be there.")
        return Told(_("This was not taken"), _reason(error), hint)

    return _answer(_status(error), told, scope, [(b"connection", b"close")])


def busy(scope: Scope) -> Iterator[Message]:
    """Too many ask for what is dear to make."""

    def told() -> Told:
        words = _("Many people are asking at the moment. Try again in a few seconds.")
        return Told(_("Not now"), words)

    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, told, scope, [])


def _answer(
    status: HTTPStatus, told: Callable[[], Told], scope: Scope, more: Headers
) -> Iterator[Message]:
    kind, body = (_PAGE, _page(told)) if _reads_pages(scope) else (_PLAIN, _line(told, scope))
    headers = [
        *kind,
        (b"content-length", b"%d" % len(body)),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        *more,
    ]
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append((b"retry-after", b"%d" % AGAIN))
    yield {"type": "http.response.start", "status": status.value, "headers": headers}
    yield {"type": "http.response.body", "body": body}


def _line(told: Callable[[], Told], scope: Scope) -> bytes:
    with override(_language(scope["path"])):
        return told().words.encode()


def _page(told: Callable[[], Told]) -> bytes:
    context = {}
    for name, code in (("korean", "ko"), ("english", "en")):
        with override(code):
            context[name] = told()
    return get_template("not_taken.html").render(context).encode()


def _reads_pages(scope: Scope) -> bool:
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return b"text/html" in accepted.lower() and not scope["path"].startswith(API_PATHS)


def _status(error: BodyRefusedError) -> HTTPStatus:
    if isinstance(error, TooLargeError):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if isinstance(error, NoRoomError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.REQUEST_TIMEOUT


def _reason(error: BodyRefusedError) -> str:
    if isinstance(error, TooLargeError):
        words = _("This is too large: at most %(most)s MB can be sent here at once.")
        return words % {"most": error.most >> 20}
    if isinstance(error, NoRoomError):
        return _("Too much is being sent at once. Try again in a few seconds.")
    return _("What you sent did not arrive in time. Check the network and send it again.")


def _language(path: str) -> str:
    if path.startswith(API_PATHS):
        return "en"
    return get_language_from_path(path) or settings.LANGUAGE_CODE
