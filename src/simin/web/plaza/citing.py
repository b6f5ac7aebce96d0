"""How a data set is cited: a sentence, BibTeX, RIS and CSL-JSON. Pure.

What a data set is called may hold anything; each form escapes what would mean something in it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: What TeX takes for more than a sign.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Cited:
    """``seen``: when it was looked at, of the real calendar."""

    id: str
    title: str
    publisher: str
    changed: datetime
    version: str
    address: str
    licence: str
    seen: datetime


def sentence(of: Cited) -> str:
    return (
        f"{of.publisher} ({of.changed:%Y}). {of.title} (version {of.version}, {of.licence}). "
        f"{of.address} ({of.seen:%Y-%m-%d})"
    )


def bibtex(of: Cited) -> str:
    key = re.sub(r"[^A-Za-z0-9]+", "-", of.id).strip("-") or "dataset"
    fields = {
        "author": f"{{{_tex(of.publisher)}}}",
        "title": f"{{{_tex(of.title)}}}",
        "year": f"{of.changed:%Y}",
        "month": f"{of.changed.month}",
        "version": _tex(of.version),
        "publisher": _tex(of.publisher),
        "url": of.address,
        "urldate": f"{of.seen:%Y-%m-%d}",
        "note": f"Licence: {_tex(of.licence)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(text))


def ris(of: Cited) -> str:
    told = (
        ("TY", "DATA"),
        ("ID", of.id),
        ("TI", of.title),
        ("AU", of.publisher),
        ("PB", of.publisher),
        ("PY", f"{of.changed:%Y}"),
        ("DA", f"{of.changed:%Y/%m/%d}"),
        ("ET", of.version),
        ("UR", of.address),
        ("Y2", f"{of.seen:%Y/%m/%d}"),
        ("N1", f"Licence: {of.licence}"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in told)


def csl(of: Cited) -> list[dict[str, Any]]:
    def day(at: datetime) -> dict[str, Any]:
        return {"date-parts": [[at.year, at.month, at.day]]}

    return [
        {
            "id": of.id,
            "type": "dataset",
            "title": of.title,
            "author": [{"literal": of.publisher}],
            "publisher": of.publisher,
            "issued": day(of.changed),
            "accessed": day(of.seen),
            "version": of.version,
            "URL": of.address,
            "note": f"Licence: {of.licence}",
        }
    ]


def _line(text: str) -> str:
    """On one line, without signs that steer."""
    return _BLANKS.sub(" ", "".join(sign for sign in text if sign.isprintable() or sign.isspace()))
