"""JSON Patch (RFC 6902), as clients send it for ``PATCH``. Pure; the document is never changed."""

import copy
from typing import Any

from simin.kit import plain_json
from simin.kit.errors import RejectedError

_MOST = 100
#: Values of a document in which something was copied: each copy may double it.
_LARGEST = 50_000


def applied(document: dict[str, Any], patches: list[Any]) -> dict[str, Any]:
    """``document`` after all of ``patches``. Raises ``RejectedError`` naming the one at fault."""
    if len(patches) > _MOST:
        raise RejectedError("body", f"has more than {_MOST} patches")
    changed = copy.deepcopy(document)
    for number, patch in enumerate(patches):
        _apply(changed, patch, f"[{number}]")
    return changed


def _apply(document: dict[str, Any], patch: Any, at: str) -> None:
    if not isinstance(patch, dict) or not isinstance(patch.get("path"), str):
        raise RejectedError(at, "is no patch with op and path")
    operation, steps = patch.get("op"), _steps(patch["path"], at)
    if operation in ("add", "replace", "test") and "value" not in patch:
        raise RejectedError(f"{at}.value", "is missing")
    if operation == "test":
        if _got(document, steps, at) != patch["value"]:
            raise RejectedError(at, "is not so")
    elif operation == "remove":
        _taken(document, steps, at)
    elif operation in ("move", "copy"):
        origin = _steps(str(patch.get("from", "")), at)
        found = copy.deepcopy(_got(document, origin, at))
        if operation == "move":
            _taken(document, origin, at)
        _put(document, steps, found, at)
        if plain_json.checked(document) > _LARGEST:
            raise RejectedError(at, f"makes more than {_LARGEST} values of it")
    elif operation in ("add", "replace"):
        if operation == "replace":
            _got(document, steps, at)
        _put(document, steps, patch["value"], at, replace=operation == "replace")
    else:
        raise RejectedError(f"{at}.op", "is no operation of JSON Patch")


def _steps(path: str, at: str) -> list[str]:
    if not path.startswith("/") or len(path) < 2:
        raise RejectedError(f"{at}.path", "begins with a slash and a property")
    return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]


def _got(document: Any, steps: list[str], at: str) -> Any:
    for step in steps:
        document = _at(document, step, at)
    return document


def _at(holder: Any, step: str, at: str) -> Any:
    if isinstance(holder, dict) and step in holder:
        return holder[step]
    if isinstance(holder, list) and step.isdecimal() and int(step) < len(holder):
        return holder[int(step)]
    raise RejectedError(f"{at}.path", f"{step[:60]!r} is not there")


def _taken(document: Any, steps: list[str], at: str) -> None:
    holder = _got(document, steps[:-1], at)
    _at(holder, steps[-1], at)
    del holder[int(steps[-1]) if isinstance(holder, list) else steps[-1]]


def _put(document: Any, steps: list[str], value: Any, at: str, *, replace: bool = False) -> None:
    holder, last = _got(document, steps[:-1], at), steps[-1]
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list) and last == "-" and not replace:
        holder.append(value)
    elif isinstance(holder, list) and last.isdecimal() and int(last) <= len(holder):
        holder[int(last) : int(last) + replace] = [value]
    else:
        raise RejectedError(f"{at}.path", f"{last[:60]!r} is not there")
