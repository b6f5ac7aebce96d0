"""Take what a citizen noticed; nothing is kept that says who it was."""

from django.db import transaction

from simin.domains.effects import queries
from simin.domains.effects.errors import UnknownQuestionError
from simin.domains.effects.models import Noticed
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError


@transaction.atomic
def notice(number: int, answer: str, *, form_key: str) -> bool:
    """False where this form was counted already.

    Raises ``UnknownQuestionError`` for what is not asked (any more).
    """
    if answer not in queries.ANSWERS:
        raise RejectedError("answer", f"is none of {', '.join(queries.ANSWERS)}")
    now = city_clock().now()
    if not queries.asks(queries.question(number), now):
        raise UnknownQuestionError(f"citizens are not asked about {number}")
    _, created = Noticed.objects.get_or_create(
        form_key=form_key, defaults={"question_id": number, "answer": answer, "at": now}
    )
    return created
