"""Writes a feed's TOML to begin with: everything that must stand there, switched off."""

import re
from pathlib import Path

from simin.config.source_kinds import known_kinds
from simin.ingest.pack import Pack
from simin.kit.errors import RejectedError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")

_TEMPLATE = """\
# docs/reference/city-pack.md says what may stand here.
id = "{name}"
kind = "{kind}"
source = "{source}"
address = "{address}"
licence = "{licence}"
owner = "{owner}"
enabled = false                    # true once `simin sources test {name}` shows what you want

[schedule]
every = 3600                       # seconds
jitter = 60

[mapping]
into = "observation"
"""


def write_feed(pack: Pack, name: str, *, kind: str, source: str | None, address: str) -> Path:
    """The file that was written. Raises ``RejectedError`` naming the argument."""
    if not _NAME.fullmatch(name):
        raise RejectedError("NAME", "write it in small letters, digits and hyphens")
    if kind not in known_kinds():
        raise RejectedError("--kind", f"{kind!r} is none of {', '.join(sorted(known_kinds()))}")
    if '"' in address or "\\" in address:
        raise RejectedError("--address", "holds a quotation mark or a backslash")
    sources = {entry.id: entry for entry in pack.sources}
    chosen = sources.get(source) if source else next(iter(sources.values()), None)
    if chosen is None:
        raise RejectedError("--source", f"{source!r} is none of {', '.join(sources)}")
    path = pack.folder / "feeds" / f"{name}.toml"
    text = _TEMPLATE.format(
        name=name,
        kind=kind,
        source=chosen.id,
        address=address,
        licence=chosen.licence,
        owner=chosen.department,
    )
    return _written(path, text)


def _written(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise RejectedError("NAME", f"{path} is there already") from error
    except OSError as error:
        raise RejectedError("NAME", f"{path} cannot be written ({error.strerror})") from error
    return path
