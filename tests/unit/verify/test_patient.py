"""Who is told "not now" asks again, some times; who is told no does not."""

import pytest

from simin.kit.http.one_site import OneSite, SiteRefusedError
from simin.verify.city import City
from simin.verify.patient import LONGEST, TRIES, USUAL


class Site(OneSite):
    """Refuses as it is told to, and then answers."""

    def __init__(self, *refusals: tuple[int, str]) -> None:
        super().__init__("http://city.example")
        self.refusals = list(refusals)

    def get(self, path: str) -> bytes:
        if self.refusals:
            status, wait = self.refusals.pop(0)
            raise SiteRefusedError(path, status, b"", wait)
        return b"told"


def test_it_waits_as_long_as_it_is_told_within_reason() -> None:
    waits: list[float] = []
    site = Site((429, "3"), (503, ""), (503, "9999"), (429, "0"), (503, "Fri, 31 Dec 1999"))
    assert City(site, waits.append).checkpoint() == b"told"
    assert waits == [3, USUAL, LONGEST, 1, USUAL]


def test_it_does_not_wait_for_ever() -> None:
    waits: list[float] = []
    with pytest.raises(SiteRefusedError):
        City(Site(*[(503, "1")] * TRIES), waits.append).checkpoint()
    assert len(waits) == TRIES - 1


def test_what_is_refused_is_not_asked_again() -> None:
    waits: list[float] = []
    city = City(Site((404, "5")), waits.append)
    assert city.newest_decision() == 0
    assert waits == []
