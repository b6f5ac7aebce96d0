"""Topics whose levels have names, ``sdot/{device}/{measure}``, beside ``+`` and ``#``. Pure."""

import re

_NAME = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def topic_filter(topic: str) -> str:
    """As MQTT writes it."""
    return "/".join("+" if _NAME.fullmatch(level) else level for level in topic.split("/"))


def wrong_topic(topic: str) -> str | None:
    """Why ``topic`` cannot be subscribed to; None where it can."""
    levels = topic.split("/")
    if not topic or len(topic.encode()) > 65535 or "\0" in topic:
        return "is empty, too long or holds a NUL"
    for place, level in enumerate(levels):
        if level == "#" and place != len(levels) - 1:
            return "# stands at the end only"
        if level not in ("+", "#") and not _NAME.fullmatch(level) and set(level) & set("+#{}"):
            return f"the level {level!r} is neither a name, + or # nor a whole {{name}}"
    names = [name for level in levels for name in _NAME.findall(level)]
    return "a name stands twice" if len(set(names)) != len(names) else None


def names_of(topic: str, sent: str) -> dict[str, str] | None:
    """The named levels of ``sent``; None where it does not fit ``topic``."""
    levels, came = topic.split("/"), sent.split("/")
    if levels[-1] == "#":
        levels, came = levels[:-1], came[: len(levels) - 1]
        if len(came) < len(levels):
            return None
    if len(levels) != len(came):
        return None
    names = {}
    for level, value in zip(levels, came, strict=True):
        named = _NAME.fullmatch(level)
        if named:
            names[named[1]] = value
        elif level not in ("+", value):
            return None
    return names
