"""A throw-away virtual environment for a peer; nothing of it ever enters our lock."""

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def make(folder: Path, requirements: list[str]) -> Path:
    """The interpreter of a new environment in ``folder`` that has ``requirements``."""
    interpreter = folder / "bin" / "python"
    uv = _uv()
    if uv is None:
        venv.create(folder, with_pip=True)
        command = [str(interpreter), "-m", "pip", "install", "-q", *requirements]
    else:
        _run([uv, "venv", "-q", "--python", sys.executable, str(folder)])
        command = [uv, "pip", "install", "-q", "--python", str(interpreter), *requirements]
    _run(command)
    return interpreter


def versions(interpreter: Path, packages: list[str]) -> str:
    """``name version`` of each of the packages."""
    program = (
        "import json, sys; from importlib.metadata import version; "
        "print(json.dumps([f'{n} {version(n)}' for n in sys.argv[1:]]))"
    )
    command = [str(interpreter), "-c", program, *packages]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return ", ".join(json.loads(found))


def _uv() -> str | None:
    own = ROOT / ".bootstrap" / "bin" / "uv"
    return str(own) if own.exists() else shutil.which("uv")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
