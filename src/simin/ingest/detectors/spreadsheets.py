"""What a spreadsheet did to a file that was opened and saved again: ``2-22`` became ``2월 22일``.

Also long numbers that were rounded for display: a stamp of 202105100000 became ``2.02E+11``.
Neither can be read back.
"""

from simin.domains.observations.finding import Found, Severity

DATES = "spreadsheet-dates"
NUMBERS = "spreadsheet-numbers"


def damaged_rows(rows: int, of: int) -> Found | None:
    """Records that were flagged as they were mapped (``ingest.rows.spreadsheet_dates``)."""
    if not rows:
        return None
    evidence: dict[str, object] = {"rows": rows, "of": of}
    return Found(detector=DATES, subject="", severity=Severity.DOUBTFUL, evidence=evidence)


def rounded_rows(column: str, rows: int, of: int, example: str) -> Found | None:
    """Numbers of a column of which only the first digits are left."""
    if not rows:
        return None
    evidence = {"rows": rows, "of": of, "example": example}
    return Found(detector=NUMBERS, subject=column, severity=Severity.DOUBTFUL, evidence=evidence)
