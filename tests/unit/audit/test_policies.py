import pytest

from simin.domains.audit.policies import check_details, network_of
from simin.kit.errors import RejectedError


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("127.0.0.1", "127.0.0.0/24"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
        ("unix:/run/x", ""),
    ],
)
def test_only_the_network_of_an_address_is_kept(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"password": "x"}, "details.password"),
        ({"new_Password": "x"}, "details.new_Password"),
        ({"sent": {"csrfToken": "x"}}, "details.sent.csrfToken"),
    ],
)
def test_a_secret_is_refused_by_name(details: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        check_details(details)
    assert refused.value.field == field


def test_plain_details_pass() -> None:
    check_details({"role": "mayor", "nested": {"department": "climate"}})
