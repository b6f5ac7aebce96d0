"""What nobody can use any more, and the worker therefore forgets: sessions, sent forms, counts.

Imports stand inside, since the processes that only name these do not start Django for it.
"""


def clear_sessions() -> None:
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()


def forget_guesses() -> int:
    """Forms are remembered as long as they could be sent; counts a month longer than their day."""
    from datetime import UTC, datetime

    from simin.domains.guesses.services import forget

    return forget(now=datetime.now(UTC))
