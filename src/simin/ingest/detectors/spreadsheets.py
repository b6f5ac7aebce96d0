"""What a spreadsheet did to a file that was opened and saved again: ``2-22`` became ``2월 22일``.

Also long numbers that were rounded for display: a stamp of 202105100000 became ``2.02E+11``.
Neither can be read back.
"""

from collections.abc import Sequence

from simin.domains.observations.finding import Found, Severity
from simin.ingest.rows.rounded_numbers import is_rounded
from simin.ingest.rows.spreadsheet_dates import is_date

DATES = "spreadsheet-dates"
NUMBERS = "spreadsheet-numbers"


def spreadsheet_dates(column: str, texts: Sequence[str]) -> Found | None:
    """Texts of one column; one in which such dates are the rule is a column of dates."""
    damaged = [text for text in texts if is_date(text)]
    if not damaged or len(damaged) * 2 >= len(texts):
        return None
    return damaged_rows(column, len(damaged), len(texts), damaged[0])


def damaged_rows(column: str, rows: int, of: int, example: str = "") -> Found | None:
    if not rows:
        return None
    evidence: dict[str, object] = {"rows": rows, "of": of} | (
        {"example": example} if example else {}
    )
    return Found(detector=DATES, subject=column, severity=Severity.DOUBTFUL, evidence=evidence)


def spreadsheet_numbers(column: str, texts: Sequence[str]) -> Found | None:
    """Numbers of which only the first digits are left."""
    damaged = [text for text in texts if is_rounded(text)]
    return rounded_rows(column, len(damaged), len(texts), damaged[0] if damaged else "")


def rounded_rows(column: str, rows: int, of: int, example: str) -> Found | None:
    if not rows:
        return None
    evidence = {"rows": rows, "of": of, "example": example}
    return Found(detector=NUMBERS, subject=column, severity=Severity.DOUBTFUL, evidence=evidence)
