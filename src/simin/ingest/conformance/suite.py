"""The checks themselves, each a plain function that raises ``AssertionError`` with what it saw."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from math import isfinite
from pathlib import Path
from typing import Any

import msgspec

from simin.ingest.conformance.case import WINDOW, Case, as_json, cases, outcome
from simin.ingest.conformance.damage import damaged
from simin.ingest.feeds.contract import Parsed, Record, SourceKind
from simin.ingest.feeds.errors import SourceError

type Test = Callable[[SourceKind, Case], None]


@dataclass(frozen=True)
class Check:
    """One property of one fixture."""

    kind: SourceKind
    case: Case
    test: Test

    def __str__(self) -> str:
        return f"{self.case.name}-{self.test.__name__}"

    def __call__(self) -> None:
        self.test(self.kind, self.case)


def checks(kind: SourceKind, folder: Path) -> list[Check]:
    """Every property of every fixture in ``folder``; a folder without fixtures is an error."""
    found = [Check(kind, case, test) for case in cases(kind, folder) for test in _TESTS]
    if not found:
        raise FileNotFoundError(f"no fixture in {folder.name}")
    return found


def feed_makes_sense(kind: SourceKind, case: Case) -> None:
    assert list(kind.check(case.feed)) == []


def parses_to_what_is_expected(kind: SourceKind, case: Case) -> None:
    told = outcome(kind, case)
    wanted = {"error": case.error} if case.error else _read(case.expected)
    assert told == wanted, _difference(wanted, told)


def is_pure_and_deterministic(kind: SourceKind, case: Case) -> None:
    before = msgspec.json.encode(case.feed)
    first, again = outcome(kind, case), outcome(kind, case)
    assert first == again
    assert msgspec.json.encode(case.feed) == before, "the feed was changed"


def asks_the_same_each_time(kind: SourceKind, case: Case) -> None:
    asked = list(kind.requests(case.feed, None, WINDOW))
    assert asked == list(kind.requests(case.feed, None, WINDOW))
    assert len({each.name for each in asked}) == len(asked), "two requests share a name"
    assert all(each.secret_in_url == ("{secret:" in each.url) for each in asked)


def keeps_secrets_out(kind: SourceKind, case: Case) -> None:
    """Only requests may hold the placeholder; the secret itself never comes here."""
    parsed = _parsed(kind, case)
    if parsed is None:
        return
    assert all(each.secret_in_url == ("{secret:" in each.url) for each in parsed.more)
    told = as_json(parsed)
    told.pop("more", None)
    assert "{secret:" not in str(told)


def survives_damage(kind: SourceKind, case: Case) -> None:
    for what, body in damaged(case.body):
        try:
            parsed = kind.parse(case.feed, case.payload(body))
        except SourceError as error:
            assert error.reason, what
        except Exception as error:
            raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error
        else:
            _assert_well_formed(parsed, what)


def comes_out_well_formed(kind: SourceKind, case: Case) -> None:
    parsed = _parsed(kind, case)
    if parsed is not None:
        _assert_well_formed(parsed, "as recorded")


_TESTS: tuple[Test, ...] = (
    feed_makes_sense,
    parses_to_what_is_expected,
    is_pure_and_deterministic,
    asks_the_same_each_time,
    keeps_secrets_out,
    comes_out_well_formed,
    survives_damage,
)


def _read(expected: Path) -> Any:
    return msgspec.json.decode(expected.read_bytes())


def _difference(wanted: Any, told: Any) -> str:
    lines = (msgspec.json.format(msgspec.json.encode(each), indent=1) for each in (wanted, told))
    before, after = (each.decode().splitlines() for each in lines)
    return "\n".join(unified_diff(before, after, "expected", "parsed", lineterm="", n=1))


def _parsed(kind: SourceKind, case: Case) -> Parsed | None:
    try:
        return kind.parse(case.feed, case.payload())
    except SourceError:
        return None


def _assert_well_formed(parsed: Parsed, what: str) -> None:
    msgspec.json.encode(parsed)
    keys = [record.key for record in parsed.records]
    assert len(set(keys)) == len(keys), f"{what}: keys repeat"
    assert all(each.reason and each.where for each in parsed.rejected), what
    for record in parsed.records:
        assert record.key and record.where, f"{what}: {record}"
        assert record.at is None or record.at.tzinfo is not None, f"{what}: {record}"
        if record.kind == "observation":
            _assert_observation(record, what)


def _assert_observation(record: Record, what: str) -> None:
    result = record.values["result"]
    assert record.values["datastream"] and record.at, f"{what}: {record}"
    assert result is None or (isinstance(result, float) and isfinite(result)), f"{what}: {record}"
    assert result is not None or record.values.get("quality"), f"{what}: {record}"
