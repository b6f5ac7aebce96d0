"""The office of the sample city."""

from tests.browser.pages import browser, context, findings, page
from tests.browser.screens import gateway, screen_town

__all__ = ["browser", "context", "findings", "gateway", "page", "screen_town"]
