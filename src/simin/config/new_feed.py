"""Begins a feed: a commented TOML of its kind, switched off, and beside it a payload that it reads.

Each kind of source has its template and sample in its own folder; a test reads every sample by its
template, so that what a city's people begin with works before they change it.
"""

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from simin.config.source_kinds import known_kinds
from simin.ingest.pack import Pack
from simin.kit.errors import RejectedError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_ADDRESS = re.compile(r'^address = ".*"$', re.MULTILINE)
#: Streams that have a file of their own in the pack.
_NO_FEEDS = {
    "recording": "is no feed; write recordings/NAME.toml, see docs/reference/city-pack.md",
    "synthetic": "is no feed; add a generator to synthetic.toml, see docs/reference/city-pack.md",
}

_HEAD = """\
# A feed of kind @kind@. docs/reference/source-kinds.md says what its options and mapping may hold,
# docs/reference/city-pack.md everything else. As it stands it reads @sample@.
id = "@name@"
kind = "@kind@"
source = "@source@"
licence = "@licence@"
owner = "@owner@"
enabled = false                    # true once `simin sources test @name@` shows what you want

"""


@dataclass(frozen=True)
class Begun:
    """The files that were written."""

    feed: Path
    sample: Path


def write_feed(
    pack: Pack, name: str, *, kind: str, source: str | None, address: str | None
) -> Begun:
    """Raises ``RejectedError`` naming the argument; then nothing is written."""
    _check(name, kind, address)
    sources = {entry.id: entry for entry in pack.sources}
    chosen = sources.get(source) if source else next(iter(sources.values()), None)
    if chosen is None:
        raise RejectedError("--source", f"{source!r} is none of {', '.join(sources)}")
    template, example = template_of(kind), sample_of(kind)
    begun = Begun(
        pack.folder / "feeds" / f"{name}.toml",
        pack.folder / "feeds" / f"{name}.sample{example.suffix}",
    )
    told = {
        "name": name,
        "kind": kind,
        "source": chosen.id,
        "licence": chosen.licence,
        "owner": chosen.department,
        "sample": begun.sample.name,
    }
    text = filled(_HEAD + _with_address(template, address), told)
    _written(begun.feed, text.encode())
    _written(begun.sample, example.read_bytes())
    return begun


def template_of(kind: str) -> str:
    return files(f"simin.sources.{kind}").joinpath("template.toml").read_text(encoding="utf-8")


def sample_of(kind: str) -> Path:
    """A payload that the kind's template reads."""
    folder = Path(str(files(f"simin.sources.{kind}")))
    return next(iter(folder.glob("sample.*")))


def filled(text: str, told: dict[str, str]) -> str:
    """``@name@`` and its like; braces stand in many a mapping."""
    for name, value in told.items():
        text = text.replace(f"@{name}@", value)
    return text


def _check(name: str, kind: str, address: str | None) -> None:
    if not _NAME.fullmatch(name):
        raise RejectedError("NAME", "write it in small letters, digits and hyphens")
    if kind in _NO_FEEDS:
        raise RejectedError("--kind", _NO_FEEDS[kind])
    if kind not in known_kinds():
        raise RejectedError("--kind", f"{kind!r} is none of {', '.join(sorted(known_kinds()))}")
    if address and ('"' in address or "\\" in address):
        raise RejectedError("--address", "holds a quotation mark or a backslash")


def _with_address(template: str, address: str | None) -> str:
    return _ADDRESS.sub(lambda _: f'address = "{address}"', template) if address else template


def _written(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise RejectedError("NAME", f"{path} is there already") from error
    except OSError as error:
        raise RejectedError("NAME", f"{path} cannot be written ({error.strerror})") from error
