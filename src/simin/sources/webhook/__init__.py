"""What others send us of their own accord, signed with a secret that both know."""

from simin.sources.webhook.source import KIND

__all__ = ["KIND"]
