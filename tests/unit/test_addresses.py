"""Whose limits a request counts for."""

import pytest

from simin.kit.addresses import client_of, household_of


@pytest.mark.parametrize(
    ("forwarded", "proxies", "client"),
    [
        ("", 0, "peer"),
        ("", 1, "peer"),
        ("192.0.2.1", 0, "peer"),
        ("192.0.2.1", 1, "192.0.2.1"),
        ("made up, 192.0.2.1", 1, "192.0.2.1"),
        ("made up, 192.0.2.1, 10.0.0.1", 2, "192.0.2.1"),
        ("10.0.0.1", 2, "peer"),
    ],
)
def test_only_what_our_own_proxies_saw_counts(forwarded: str, proxies: int, client: str) -> None:
    assert client_of("peer", forwarded, proxies) == client


@pytest.mark.parametrize(
    ("address", "household"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_household_is_one_whatever_its_addresses(address: str, household: str) -> None:
    assert household_of(address) == household
