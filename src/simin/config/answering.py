"""Wires Django to its threads: those of the public's questions, and those of all other pages."""

from a2wsgi import WSGIMiddleware

from simin.config.bodies import room_in, spool_folder
from simin.config.environment import Environment
from simin.config.households import households
from simin.web.answering.application import ROOM, Answering
from simin.web.answering.lanes import is_question
from simin.web.answering.lent import lending
from simin.web.answering.line import Line

#: Threads that run Django; each may hold a database connection. None waits for a client.
PAGE_THREADS, QUESTION_THREADS = 8, 4


def pages_of(environment: Environment) -> Answering:
    from simin.config.wsgi import application

    is_question("/", "GET")  # all addresses are read before the first request
    lent = lending(application)
    return Answering(
        WSGIMiddleware(lent, workers=PAGE_THREADS),  # type: ignore[arg-type]
        WSGIMiddleware(lent, workers=QUESTION_THREADS),  # type: ignore[arg-type]
        spool_folder(),
        households(environment),
        Line(QUESTION_THREADS),
        Line(PAGE_THREADS // 2),
        room_in(environment, ROOM),
    )
