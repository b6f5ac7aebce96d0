"""What kiosks and public walls have in common: languages, words, and warnings that cover them."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from simin.web.kiosk import vocabulary
from simin.web.kiosk.asked import Asked
from simin.web.kiosk.languages import LANGUAGES
from simin.web.presentation.screen import Screen


@dataclass(frozen=True)
class Tongue:
    code: str
    name: str
    address: str
    current: bool


class PublicScreen(Screen):
    """The public picture for passers-by."""

    told: Asked

    @property
    def head(self) -> dict[str, Any]:
        return {
            **super().head,
            "reset": self.told.reset,
            "languages": list(self.told.languages),
            "modules": [],
        }

    @property
    def vocabulary(self) -> dict[str, dict[str, str]]:
        return vocabulary.for_browser()

    @property
    def takeover_words(self) -> dict[str, dict[str, Any]]:
        """What stands around a warning that covers the screen, in each of its languages."""
        return {code: vocabulary.takeover(code) for code in self.told.languages}

    @property
    def city_words(self) -> SafeString:
        """The attribute of what the city itself says, where that is not in the page's language."""
        known = self.city.languages
        if not known or (get_language() or "en") in known:
            return SafeString()
        return format_html(' lang="{}"', "en" if "en" in known else known[0])

    @property
    def tongues(self) -> list[Tongue]:
        return [
            Tongue(code, LANGUAGES[code], "?" + self.query(code), code == get_language())
            for code in self.told.languages
        ]

    def query(self, language: str) -> str:
        """The words of this screen's address in another language."""
        return self.told.query(language)
