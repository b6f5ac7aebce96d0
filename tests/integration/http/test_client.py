"""The guarded client against servers that mean no good, on loopback."""

import asyncio
import gzip
import logging
import traceback
from collections.abc import Iterator, Sequence
from typing import Any

import httpcore
import pytest

from simin.kit.http import (
    AddressRefusedError,
    Answer,
    AnswerBrokenError,
    AnswerTooLargeError,
    AnswerTooSlowError,
    Client,
    FetchError,
    Limits,
    Outgoing,
    Secrets,
    UnreachableError,
)
from tests.factories.city_server import CityServer, city_server, redirect, reply

KEY = "k3y-that/must not+leak"
ENCODED = "k3y-that%2Fmust%20not%2Bleak"


@pytest.fixture
def city() -> Iterator[CityServer]:
    with city_server() as server:
        yield server


class Names:
    """A resolver that a test fills; each look-up of a name takes the next of its answers."""

    def __init__(self, **names: Sequence[Sequence[str]]) -> None:
        self.names = {name.replace("_", "."): list(answers) for name, answers in names.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise OSError("unknown")
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetch(
    outgoing: Outgoing | str,
    *,
    private: Sequence[str] = (),
    names: Names | None = None,
    dialler: httpcore.AsyncNetworkBackend | None = None,
    **limits: float,
) -> Answer:
    async def run() -> Answer:
        client = Client(private_hosts=private, resolver=names, dialler=dialler)
        try:
            one = Outgoing(outgoing) if isinstance(outgoing, str) else outgoing
            return await client.fetch(one, Limits(**{"seconds": 5.0, **limits}))  # type: ignore[arg-type]
        finally:
            await client.aclose()

    return asyncio.run(run())


def allowed(city: CityServer) -> list[str]:
    return [f"127.0.0.1:{city.port}"]


def test_an_allowed_host_is_fetched(city: CityServer) -> None:
    city.on("/air", reply(b"{}", etag='"1"'))
    answer = fetch(f"{city.url}/air?x=1", private=allowed(city))
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"{}", '"1"')
    assert city.targets() == ["/air?x=1"]
    assert city.seen[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_refused_in_every_spelling(city: CityServer, host: str) -> None:
    city.on("/", reply(b"secret"))
    with pytest.raises(AddressRefusedError, match="loopback"):
        fetch(f"http://{host}:{city.port}/")
    assert city.seen == []


def test_an_allowed_host_is_allowed_on_its_port_only(city: CityServer) -> None:
    with pytest.raises(AddressRefusedError, match="loopback"):
        fetch(f"{city.url}/", private=["127.0.0.1:1"])


def test_metadata_is_refused_even_where_the_city_allows_it() -> None:
    with pytest.raises(AddressRefusedError, match="link-local"):
        fetch("http://169.254.169.254/latest/", private=["169.254.169.254"])


def test_the_name_is_resolved_once_and_the_judged_address_is_dialled(city: CityServer) -> None:
    """DNS rebinding: a second look-up would say something else."""
    city.on("/", reply(b"here"))
    names = Names(feed_example=[["127.0.0.1"], ["169.254.169.254"]])
    answer = fetch(
        f"http://feed.example:{city.port}/", private=[f"feed.example:{city.port}"], names=names
    )
    assert answer.body == b"here"
    assert names.asked == ["feed.example"]
    assert city.seen[0].headers["host"] == f"feed.example:{city.port}"


def test_a_name_that_turns_private_is_refused_the_next_time(city: CityServer) -> None:
    names = Names(feed_example=[["127.0.0.1"]])
    with pytest.raises(AddressRefusedError, match=r"feed\.example resolves to a loopback"):
        fetch(f"http://feed.example:{city.port}/", names=names)
    assert city.seen == []


def test_a_bad_address_only_rules_itself_out(city: CityServer) -> None:
    city.on("/", reply(b"here"))
    names = Names(feed_example=[["169.254.169.254", "127.0.0.1"]])
    private = [f"feed.example:{city.port}"]
    assert fetch(f"http://feed.example:{city.port}/", private=private, names=names).body == b"here"


def test_a_redirect_at_its_own_source_is_followed(city: CityServer) -> None:
    city.on("/old", redirect("/new"))
    city.on("/new", reply(b"moved"))
    answer = fetch(f"{city.url}/old", private=allowed(city))
    assert (answer.body, answer.url) == (b"moved", f"{city.url}/new")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://127.0.0.2:1/", "loopback"),
        ("http://[::1]:1/", "loopback"),
        ("http://10.0.0.1/", "private"),
        ("file:///etc/passwd", "neither"),
        ("ftp://127.0.0.1/", "neither"),
        ("http://user:word@127.0.0.1/", "user"),
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_refused(
    city: CityServer, location: str, reason: str
) -> None:
    city.on("/", redirect(location))
    with pytest.raises(AddressRefusedError, match=reason):
        fetch(f"{city.url}/", private=allowed(city))


def test_the_citys_leave_for_one_host_is_not_lent_to_another_source(city: CityServer) -> None:
    """A feed may not be redirected to a private host that another feed is allowed to ask."""
    with city_server() as other:
        other.on("/", reply(b"inside"))
        city.on("/", redirect(f"{other.url}/"))
        with pytest.raises(AddressRefusedError, match="not its own"):
            fetch(f"{city.url}/", private=[*allowed(city), *allowed(other)])
        assert other.seen == []


def test_redirects_end(city: CityServer) -> None:
    city.on("/", redirect("/"))
    with pytest.raises(AddressRefusedError, match="more than 5 times"):
        fetch(f"{city.url}/", private=allowed(city))
    assert len(city.seen) == 6


def test_a_post_is_not_redirected_but_by_see_other(city: CityServer) -> None:
    city.on("/307", redirect("/end", "307 Temporary Redirect"))
    city.on("/303", redirect("/end", "303 See Other"))
    city.on("/end", reply(b"end"))
    asked = Outgoing(f"{city.url}/303", method="POST", body=b"q=1")
    assert fetch(asked, private=allowed(city)).body == b"end"
    assert [(seen.method, seen.body) for seen in city.seen] == [("POST", b"q=1"), ("GET", b"")]
    with pytest.raises(AddressRefusedError, match="redirects a POST"):
        fetch(Outgoing(f"{city.url}/307", method="POST", body=b""), private=allowed(city))


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ([reply(b"x" * 2000)], AnswerTooLargeError),
        ([HEAD + b"\r\n", *[b"x" * 400] * 5], AnswerTooLargeError),
        ([reply(gzip.compress(b"0" * 10_000_000), content_encoding="gzip")], AnswerTooLargeError),
        ([HEAD + b"content-length: 50\r\n\r\n{half"], AnswerBrokenError),
        ([HEAD + b"transfer-encoding: chunked\r\n\r\n5\r\nab"], AnswerBrokenError),
        ([reply(gzip.compress(b"abc")[:-3], content_encoding="gzip")], AnswerBrokenError),
        ([reply(b"abc", content_encoding="br")], AnswerBrokenError),
        ([b"SSH-2.0-OpenSSH_9.2\r\n"], AnswerBrokenError),
        ([b""], AnswerBrokenError),
        ([HEAD, 5.0], AnswerTooSlowError),
        ([HEAD + b"content-length: 50\r\n\r\n", *[b"x", 0.1] * 50], AnswerTooSlowError),
    ],
    ids=[
        "large",
        "endless",
        "bomb",
        "short",
        "chunk",
        "gzip",
        "br",
        "ssh",
        "empty",
        "hang",
        "drip",
    ],
)
def test_an_answer_that_is_none_is_cut_off(
    city: CityServer, answer: list[bytes | float], error: type[FetchError]
) -> None:
    city.on("/", answer)
    with pytest.raises(error):
        fetch(f"{city.url}/", private=allowed(city), bytes=1000, seconds=0.5)


def test_a_closed_port_and_an_unknown_name_are_unreachable() -> None:
    with city_server() as gone:
        pass
    with pytest.raises(UnreachableError):
        fetch(f"{gone.url}/", private=allowed(gone))
    with pytest.raises(UnreachableError, match="does not resolve"):
        fetch("http://nowhere.example/", names=Names())


def test_a_proxy_of_the_environment_is_not_used(
    city: CityServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    city.on("/", reply(b"direct"))
    assert fetch(f"{city.url}/", private=allowed(city)).body == b"direct"


def keyed(url: str, secret: str = KEY) -> Outgoing:
    return Outgoing(
        f"{url}/{{secret:key}}/json",
        headers={"Authorization": "Bearer {secret:key}", "Accept": "application/json"},
        secrets=Secrets({"key": secret}),
    )


def test_secrets_go_out_and_do_not_come_back(city: CityServer) -> None:
    city.on(f"/{ENCODED}/json", lambda seen: [reply(f"echo {seen.target}".encode(), x_key=KEY)])
    answer = fetch(keyed(city.url), private=allowed(city))
    assert city.seen[0].headers["authorization"] == f"Bearer {KEY}"
    assert answer.body == b"echo /{secret:key}/json"
    assert answer.url == f"{city.url}/{{secret:key}}/json"
    assert KEY not in repr(answer) and ENCODED not in repr(answer)
    assert answer.headers["x-key"] == "{secret:key}"


def test_a_redirect_that_echoes_the_key_keeps_it_at_its_source(city: CityServer) -> None:
    city.on(f"/{ENCODED}/json", redirect(f"/moved/{ENCODED}"))
    city.on(f"/moved/{ENCODED}", reply(b"moved"))
    assert fetch(keyed(city.url), private=allowed(city)).body == b"moved"


class Rerouted(httpcore.AnyIOBackend):
    """Plays the public net: an address leads to a port of loopback."""

    def __init__(self, ports: dict[str, int]) -> None:
        super().__init__()
        self.ports = ports

    async def connect_tcp(self, host: str, port: int, *more: Any) -> httpcore.AsyncNetworkStream:
        return await super().connect_tcp("127.0.0.1", self.ports[host], *more)


@pytest.mark.parametrize(
    ("location", "arrives"),
    [
        ("http://other.example/x", "/x"),
        ("http://other.example/x?k={secret:key}", "/x?k=%7Bsecret:key%7D"),
        (f"http://other.example/x?k={ENCODED}", "/x?k=%7Bsecret:key%7D"),
    ],
)
def test_another_origin_gets_neither_headers_nor_a_secret_it_baits_for(
    city: CityServer, location: str, arrives: str
) -> None:
    with city_server() as other:
        city.on(f"/{ENCODED}/json", redirect(location))
        other.on("/x", reply(b"public"))
        names = Names(feed_example=[["8.8.8.8"]], other_example=[["8.8.4.4"]])
        ways = Rerouted({"8.8.8.8": city.port, "8.8.4.4": other.port})
        answer = fetch(keyed("http://feed.example"), names=names, dialler=ways)
        assert answer.body == b"public"
        assert other.targets() == [arrives]
        assert "authorization" not in other.seen[0].headers
        assert other.seen[0].headers["accept"] == "application/json"


FAILURES = ["refused", "broken", "slow", "redirect", "header"]


@pytest.mark.parametrize("failure", FAILURES)
def test_secrets_never_reach_a_log(
    city: CityServer, failure: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Invariant 9: not in a log at any level, an error, its chain of exceptions or a repr."""
    path = f"/{ENCODED}/json"
    city.on(
        path, {"broken": [b"nonsense"], "slow": [1.0]}.get(failure, [redirect(f"ftp://{ENCODED}/")])
    )
    secret = KEY + "\r\nX-Injected: 1" if failure == "header" else KEY
    outgoing = keyed(city.url, secret)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(FetchError) as failed:
        fetch(outgoing, private=() if failure == "refused" else allowed(city), seconds=0.5)
    error = failed.value
    told = "".join(traceback.format_exception(error)) + caplog.text + repr(outgoing)
    assert error.__cause__ is None and error.__context__ is None
    assert KEY not in told and ENCODED not in told and "X-Injected" not in told
