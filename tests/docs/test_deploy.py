"""The example proxies write no address into a log that lets somebody in.

Each route is asked, so that a secret path of tomorrow is missed by neither of them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.architecture.tree import ROOT

#: Names under which routes take what lets in.
SECRET = {"secret", "word", "token", "key", "uidb36"}
#: Routes whose ``key`` is an identifier that everybody, or the office, may know.
OPEN = {"features-item", "project-table", "project-milestone"}
CANARY = "c4n4ry-wOrd_1:2"
#: What stands in the example of the proxies where another parameter stands in a route.
OTHER = {"form": "json", "name": "name", "start": "1", "end": "5", "rest": "a"}

NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
CADDY = (ROOT / "deploy" / "Caddyfile").read_text()


def secret_paths() -> Iterator[str]:
    """One path for each route; of pages also with a language before it."""
    for pattern, before in _routes(get_resolver().url_patterns, "/"):
        asked = set(pattern.pattern.regex.groupindex)
        if asked & SECRET and pattern.name not in OPEN:
            yield before + _filled(pattern)


def _routes(patterns: Sequence[Any], before: str) -> Iterator[tuple[URLPattern, str]]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one, before
        elif isinstance(one.pattern, LocalePrefixPattern):
            yield from _routes(one.url_patterns, before)
            yield from _routes(one.url_patterns, f"{before}en/")
        else:
            yield from _routes(one.url_patterns, before + str(one.pattern))


def _filled(pattern: URLPattern) -> str:
    """Of ``path`` and of ``re_path`` alike."""
    text = str(pattern.pattern).strip("^$").replace("(?:/", "/").replace(")?", "")
    named = r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)"
    return re.sub(named, lambda found: _value(found[1] or found[2]), text)


def _value(name: str) -> str:
    return CANARY if name in SECRET else OTHER.get(name, "7")


def test_the_walk_finds_them() -> None:
    assert {
        f"/en/follow/stop/{CANARY}/",
        f"/field/{CANARY}/call/7/7",
        f"/account/password/reset/key/{CANARY}-{CANARY}/",
        f"/{CANARY}/json/name/1/5/a",
    } <= {*secret_paths()}


def test_nginx_does_not_log_them() -> None:
    blocks = re.findall(r"location ~ (\S+) \{(.*?)\n    \}", NGINX, re.DOTALL)
    silent = [where for where, said in blocks if "access_log off;" in said]
    assert silent
    assert [one for one in secret_paths() if not any(re.search(it, one) for it in silent)] == []


def test_no_query_is_logged_by_nginx() -> None:
    """It may hold a ticket, the code of a sign-in, or what somebody searched for."""
    [log] = re.findall(r"log_format simin '(.*)'", NGINX)
    assert not re.search(r"\$(request|request_uri|args|http_referer)\b", log)
    tickets = re.findall(r"location =? ?/live/\S* \{(.*?)\n    \}", NGINX, re.DOTALL)
    assert tickets and all("access_log off;" in said for said in tickets)
    assert "location /live/ {" in NGINX


def test_nginx_writes_no_request_because_of_an_error() -> None:
    servers = NGINX.split("\nserver {")[1:]
    assert servers and all(
        "\n    error_log /var/log/nginx/error.log crit;" in one for one in servers
    )
    assert NGINX.count("error_log ") == len(servers)


def test_caddy_masks_them() -> None:
    [(what, by)] = re.findall(r"uri regexp `(.+)` (\S+)", CADDY)
    queries = [f"/live/frames/1?at=1&ticket={CANARY}&x=1", f"/account/oidc/x?code={CANARY}"]
    masked = [re.sub(what, by.replace("${1}", r"\1"), one) for one in (*secret_paths(), *queries)]
    assert [one for one in masked if CANARY in one] == []
    assert all(re.sub(what, "", one) == one for one in ("/en/follow/", "/en/card/field/1?q=key"))
