"""Which addresses may be dialled, in every spelling; how an address is taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.kit.http.address import parse
from simin.kit.http.addresses import refusal
from simin.kit.http.errors import AddressRefusedError

REFUSED = [
    ("127.0.0.1", "loopback"),
    ("127.8.9.1", "loopback"),
    ("::1", "loopback"),
    ("10.0.0.1", "private"),
    ("172.16.5.4", "private"),
    ("192.168.1.1", "private"),
    ("100.64.0.1", "private"),
    ("198.18.0.1", "private"),
    ("192.0.2.7", "private"),
    ("fc00::1", "private"),
    ("fec0::1", "private"),
    ("2001::1", "private"),
    ("64:ff9b:1::1", "reserved"),
    ("169.254.169.254", "link-local"),
    ("168.63.129.16", "metadata"),
    ("::ffff:168.63.129.16", "metadata"),
    ("100.100.100.200", "metadata"),
    ("fd00:ec2::254", "metadata"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("224.0.0.1", "multicast"),
    ("ff02::1", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::7f00:1", "reserved"),
    ("0.0.0.0", "unspecified"),
    ("::", "unspecified"),
    # IPv4 inside IPv6: mapped, NAT64, 6to4.
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:169.254.169.254", "link-local"),
    ("64:ff9b::10.0.0.1", "private"),
    ("64:ff9b::a9fe:a9fe", "link-local"),
    ("2002:7f00:1::", "loopback"),
    ("2002:c0a8:101::1", "private"),
]
PUBLIC = ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::"]


@pytest.mark.parametrize(("address", "kind"), REFUSED)
def test_an_address_that_is_not_public_is_refused(address: str, kind: str) -> None:
    assert refusal(address) == kind


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(("address", "kind"), REFUSED)
def test_the_city_may_allow_its_own_hosts_but_never_metadata_or_groups(
    address: str, kind: str
) -> None:
    never = kind in {"metadata", "link-local", "multicast", "unspecified"}
    assert refusal(address, private_allowed=True) == (kind if never else None)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_dress(ip: object) -> None:
    number = int(ip)  # type: ignore[call-overload]
    dressed = [
        f"::ffff:{ip}",
        f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}",
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::",
    ]
    assert {refusal(one) for one in dressed} == {refusal(str(ip))}


@pytest.mark.parametrize(
    ("url", "host", "port", "target"),
    [
        ("http://city.example", "city.example", 80, "/"),
        ("https://City.Example./a b".replace(" ", "%20"), "city.example", 443, "/a%20b"),
        ("https://city.example:8443/a?b=c#d", "city.example", 8443, "/a?b=c"),
        ("http://[::1]:81/x", "::1", 81, "/x"),
        ("http://서울.example/자료?q=구", "xn--2i4bq6h.example", 80, None),
    ],
)
def test_an_address_is_taken_apart(url: str, host: str, port: int, target: str | None) -> None:
    address = parse(url)
    assert (address.host, address.port) == (host, port)
    assert address.target == target or (target is None and address.target.isascii())


@pytest.mark.parametrize(
    "url",
    [
        "ftp://city.example/",
        "file:///etc/passwd",
        "gopher://city.example/",
        "//city.example/",
        "city.example",
        "http://user:word@city.example/",
        "http://user@city.example/",
        "http://@city.example/",
        "http://city.example:99999/",
        "http://city.example:x/",
        "http:///path",
        "http://[::1/",
        "http://good.example\\@evil.example/",
        "http://good.example\n.evil.example/",
        "http://good.example/\r\nHost: evil",
        " http://city.example/",
        "http://{secret:key}.evil.example/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError):
        parse(url)


def test_a_refusal_does_not_quote_what_may_hold_a_password() -> None:
    with pytest.raises(AddressRefusedError) as refused:
        parse("http://user:hunter22@city.example/")
    assert "hunter22" not in str(refused.value)


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/other", "https://city.example/other"),
        ("next?page=2", "https://city.example/a/next?page=2"),
        ("//evil.example/x", "https://evil.example/x"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
    ],
)
def test_a_redirect_is_an_address_again(location: str, leads_to: str) -> None:
    assert parse("https://city.example/a/b").after(location).text() == leads_to
