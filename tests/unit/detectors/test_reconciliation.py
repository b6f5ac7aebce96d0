"""What a layer hands on must come to the next; anything else is said, with both their names."""

import pytest

from simin.domains.observations.reading import OfRun, There
from simin.ingest.feeds import Record, Rejected
from simin.ingest.reconciliation import Rows, disagreements, of_observations, of_run
from simin.ingest.runner.examination import found_in
from simin.ingest.runner.outcome import Kept, Report

GOOD = {"fetched": 100, "parsed": 97, "stored": 60, "repeated": 35, "rejected": 5, "refused": 2}
STORE = OfRun(fresh=40, late=10, corrected=8, outdated=2, repeated=30, dropped=5)


def differing(**changed: object) -> list[tuple[str, int, int]]:
    rows = Rows(**{**GOOD, **changed})  # type: ignore[arg-type]
    found = disagreements(of_run(rows))
    return [(one.subject, one.evidence["expected"], one.evidence["found"]) for one in found]


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({}, []),
        ({"observed": 95, "store": STORE}, []),
        ({"fetched": 102}, [("fetched-parsed", 99, 97)]),
        ({"parsed": 99}, [("fetched-parsed", 97, 99), ("parsed-stored", 97, 95)]),
        ({"repeated": 36}, [("parsed-stored", 95, 96)]),
        ({"observed": 95, "store": OfRun(fresh=60, repeated=34)}, [("parsed-stored", 95, 94)]),
        ({"observed": 90, "store": OfRun(fresh=60, repeated=30)}, []),
    ],
    ids=["all", "store says so", "unread", "made up", "twice", "store lost one", "two stores"],
)
def test_neighbours_that_differ_are_named(
    changed: dict[str, object], differs: list[tuple[str, int, int]]
) -> None:
    assert differing(**changed) == differs


def test_what_is_put_aside_is_told_by_reason() -> None:
    layers = of_run(Rows(**GOOD, observed=95, store=STORE))
    assert [layer.aside for layer in layers] == [
        {"unread": 3},
        {"refused": 2},
        {"known": 30, "forgotten": 5},
    ]
    served = of_observations(STORE, There(kept=60, counting=50))
    assert (served.expected, served.found, served.on) == (layers[-1].on, 60, 50)


def test_a_run_that_goes_on_is_counted_from_the_last_look() -> None:
    before = Rows(fetched=10, parsed=10, stored=10, observed=10, store=OfRun(10, last_position=50))
    store = OfRun(12, repeated=1, first_position=3, last_position=70)
    now = Rows(fetched=13, parsed=13, stored=12, repeated=1, observed=13, store=store)
    since = now.since(before)
    assert (since.fetched, since.store.fresh, since.store.repeated) == (3, 2, 1)
    assert (since.store.first_position, since.store.last_position) == (51, 70)


def test_a_run_shows_what_is_wrong_with_it() -> None:
    report = Report("toilets", "toilets@1")
    records = tuple(
        Record(key=str(n), kind="place", values={"name": "강?구 화장실"}) for n in range(8)
    )
    reasons = (
        "key 7: stood in row 7 already, with the same values",
        "gu: '수서구' has no name in the pack (district)",
    )
    report.read(records, tuple(Rejected(where="", reason=one, raw="") for one in reasons))
    report.keep(Kept(stored=8))
    report.noticed = {"swapped-coordinates": "8 of 8", "nested csv": "1", "encoding": "cp949"}
    found = {one.detector: one for one in found_in(report)}
    assert sorted(found) == [
        "duplicated-rows",
        "lossy-join",
        "nested-csv",
        "swapped-coordinates",
        "wrong-encoding",
    ]
    assert found["lossy-join"].evidence["names"] == ["수서구"]
