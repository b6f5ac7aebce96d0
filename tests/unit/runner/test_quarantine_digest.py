"""A record that comes wrong again is known by what it says, not by where it stood."""

from simin.ingest.feeds import Rejected
from simin.ingest.runner.quarantine import digest_of

RAW = b'{"id": "7", "v": 1}'


def twice(row: int, raw: bytes = RAW, same: str = "the same values") -> str:
    reason = f"key 7: stood in row {row} already, with {same}"
    return digest_of(Rejected(where=f"row {row + 1}", reason=reason, raw=raw))


def test_a_repeated_row_that_moves_is_the_same_record() -> None:
    assert twice(17) == twice(18)


def test_another_record_or_another_reason_is_another() -> None:
    assert len({twice(17), twice(17, b'{"id": "7", "v": 2}'), twice(17, same="other values")}) == 3


def test_a_reason_that_no_database_takes_has_a_digest() -> None:
    assert digest_of(Rejected(where="row 1", reason="v: \ud800\0", raw=RAW))
