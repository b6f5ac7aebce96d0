"""What nobody can use any more, and the worker therefore forgets: sessions, forms that were sent.

Imports stand inside, since the processes that only name these do not start Django for it.
"""


def clear_sessions() -> None:
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()


def forget_guess_forms() -> int:
    """Forms are remembered as long as they could be sent, so that each counts once."""
    from datetime import UTC, datetime

    from simin.domains.guesses.services import forget_forms

    return forget_forms(now=datetime.now(UTC))
