"""Chores take turns; what may take long has a thread of its own and holds up no other."""

import threading
from datetime import UTC

from structlog.testing import capture_logs

from simin.config.chores import chores
from simin.config.left_addresses import chores_for
from simin.config.rounds import Chore, Rounds, RoundsThread
from simin.workflows.channels import Citizens, PushSender


def test_a_mail_server_that_hangs_holds_up_no_directive() -> None:
    hangs, answers, stopped = threading.Event(), threading.Event(), threading.Event()
    delivered: list[str] = []

    def tell() -> None:
        hangs.set()
        answers.wait()

    beside = RoundsThread("citizens", Rounds([Chore("tell subscribers", 1, tell)]), stopped)
    beside.start()
    hangs.wait()
    Rounds([Chore("deliver directives", 5, lambda: delivered.append("it"))]).run_due(0)
    assert delivered == ["it"] and beside.is_alive()
    stopped.set()
    answers.set()
    beside.join()


def test_a_chore_that_fails_in_any_way_holds_up_no_other() -> None:
    done: list[int] = []

    def fail() -> None:
        raise ZeroDivisionError("a@example.org")

    rounds = Rounds(
        [Chore("bad", 1, fail, personal=True), Chore("good", 1, lambda: done.append(1))]
    )
    with capture_logs() as said:
        rounds.run_due(0)
        rounds.run_due(1)
    assert done == [1, 1]
    [failure] = said
    assert failure["error"] == "ZeroDivisionError" and not failure["exc_info"]


def test_what_mails_citizens_stands_apart_from_what_the_city_waits_for() -> None:
    citizens = Citizens("https://city.example", PushSender.__new__(PushSender), mails=True)
    apart = {one.name for one in chores_for(citizens)}
    assert {"tell subscribers", "tell who asked for data"} <= apart
    assert all(one.personal for one in chores_for(citizens))
    assert apart.isdisjoint(one.name for one in chores(UTC, ()))
