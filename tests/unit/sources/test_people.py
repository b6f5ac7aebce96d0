"""What a server tells of people is not in what is kept of its answer."""

import pytest

from simin.ingest.feeds import DiscreetKind
from simin.sources.open311 import KIND

JSON = b'[{"service_request_id": "1", "status": "open", "email": "kim@example.org", "x": [1]}]'
XML = (
    b"<service_requests><request><service_request_id>1</service_request_id>"
    b"<phone>kim@example.org</phone>\n<status>open</status></request></service_requests>"
)


@pytest.mark.parametrize("body", [JSON, XML], ids=["json", "xml"])
def test_nobody_is_in_what_is_kept(body: bytes) -> None:
    assert isinstance(KIND, DiscreetKind)
    kept = KIND.without_people(body)
    assert b"kim@" not in kept and b"open" in kept
    assert KIND.without_people(kept) == kept


def test_of_what_cannot_be_read_nothing_is_kept() -> None:
    assert KIND.without_people(JSON[:-5]) == KIND.without_people(XML[:-5]) == b""
