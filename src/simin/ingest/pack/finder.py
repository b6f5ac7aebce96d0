"""Finds a pack by its name among those that Simin ships, or as a folder."""

from pathlib import Path

from simin.ingest.pack.problem import PackMissingError

#: The packs that ship with Simin.
SHIPPED = Path(__file__).resolve().parents[2] / "cities"


def find_pack(name_or_path: str | Path) -> Path:
    """The folder of the pack. Raises ``PackMissingError`` and says which packs there are."""
    name = str(name_or_path)
    if name in shipped_packs():
        return SHIPPED / name
    folder = Path(name).expanduser()
    if (folder / "city.toml").is_file():
        return folder.resolve()
    known = ", ".join(shipped_packs()) or "none"
    raise PackMissingError(
        f"there is no city pack {name!r}: give a folder with a city.toml or one of: {known}"
    )


def shipped_packs() -> tuple[str, ...]:
    """Names of the packs that ship with Simin."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/city.toml")))
