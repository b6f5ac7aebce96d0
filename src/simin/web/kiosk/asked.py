"""What a kiosk's address asks for. Pure; whatever is missing or wrong is as usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from simin.web.kiosk.languages import LANGUAGES, chosen

#: Parts of the screen, in the order of their buttons.
MODULES = ("air", "weather", "arrivals", "around", "happening", "news", "map")
#: Seconds without a touch after which a kiosk asks whether somebody is there.
RESET = 60
SHORTEST, LONGEST = 15, 600
THEMES = ("light", "dark")


@dataclass(frozen=True, kw_only=True)
class Asked:
    languages: tuple[str, ...] = tuple(LANGUAGES)
    #: In which the screen begins.
    language: str = "ko"
    modules: tuple[str, ...] = MODULES
    reset: int = RESET
    theme: str = "light"

    def query(self, language: str = "") -> str:
        """The address's own words, without what is as usual anyway."""
        told = {
            "languages": "" if self.languages == tuple(LANGUAGES) else ",".join(self.languages),
            "modules": "" if self.modules == MODULES else ",".join(self.modules),
            "reset": "" if self.reset == RESET else str(self.reset),
            "theme": "" if self.theme == "light" else self.theme,
            "language": language if language and language != self.languages[0] else "",
        }
        return urlencode({name: value for name, value in told.items() if value}, safe=",")


def asked(told: Mapping[str, str]) -> Asked:
    languages = chosen(told.get("languages", ""))
    language = told.get("language", "").lower()
    return Asked(
        languages=languages,
        language=language if language in languages else languages[0],
        modules=_modules(told.get("modules", "").split(",")),
        reset=seconds(told.get("reset", "")),
        theme=told["theme"] if told.get("theme") in THEMES else "light",
    )


def _modules(named: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in MODULES if one in named) or MODULES


def seconds(told: str) -> int:
    """Between the shortest and the longest."""
    if not told.isascii() or not told.isdecimal() or len(told) > 6:
        return RESET
    return min(LONGEST, max(SHORTEST, int(told)))
