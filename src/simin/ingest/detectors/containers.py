"""Files that are not what they are called: CSV within CSV, an HTML table named .xls.

The kinds read them all the same and say so; here that becomes a finding, for whoever made the file
will one day repair it, and then the shape changes.
"""

from collections.abc import Mapping

from simin.domains.observations.finding import Found, Severity

NESTED = "nested-csv"
DISGUISED = "disguised-table"


def containers(noticed: Mapping[str, str]) -> list[Found]:
    """``noticed``: what a kind found out while reading."""
    found = []
    if "nested csv" in noticed:
        found.append(Found(detector=NESTED, severity=Severity.NOTICE))
    if noticed.get("format") == "html":
        found.append(Found(detector=DISGUISED, severity=Severity.NOTICE))
    return found
