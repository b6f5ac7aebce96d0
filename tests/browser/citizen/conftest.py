"""The screens of the sample city."""

from tests.browser.screens import gateway, screen_town

__all__ = ["gateway", "screen_town"]
