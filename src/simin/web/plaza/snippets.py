"""Programs of a few lines that fetch a data set: shown on its page, run by a test as they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    name: str
    #: Of the language, as editors call it.
    language: str
    text: str


def snippets(csv: str, rows: str) -> list[Snippet]:
    """``csv``: address of the file; ``rows``: of the API. Neither holds a quotation mark."""
    return [
        Snippet("curl", "sh", _CURL.format(csv=csv, rows=rows)),
        Snippet("Python", "python", _PYTHON.format(csv=csv, rows=rows)),
        Snippet("R", "r", _R.format(csv=csv, rows=rows)),
        Snippet("JavaScript", "javascript", _JAVASCRIPT.format(csv=csv, rows=rows)),
    ]


_CURL = """\
# The file, begun again by itself where the line breaks.
curl -L --retry 5 -o rows.csv '{csv}'
# The first five rows as JSON.
curl '{rows}?$top=5'
"""
_PYTHON = """\
import csv, io, json
from urllib.request import urlopen

with urlopen("{csv}") as file:
    rows = list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")))
print(len(rows), "rows")

address = "{rows}?$top=1000"
while address:
    page = json.load(urlopen(address))
    address = page["next"]
"""
_R = """\
rows <- read.csv("{csv}", fileEncoding = "UTF-8", check.names = FALSE)
str(rows)
"""
_JAVASCRIPT = """\
let address = "{rows}?$top=1000";
let count = 0;
while (address) {{
  const page = await (await fetch(address)).json();
  count += page.rows.length;
  address = page.next;
}}
console.log(count, "rows");
"""
