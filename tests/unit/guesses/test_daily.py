"""The same questions for everyone on a day, others on the next."""

from datetime import date, timedelta

from simin.domains.guesses.daily import ROUND, drawn, in_turn

LISTED = [f"one/{place}" for place in range(13)]
DAY = date(2026, 11, 27)


def test_the_list_goes_round_and_leaves_nothing_out() -> None:
    days = [in_turn(LISTED, DAY + timedelta(days=ahead))[:ROUND] for ahead in range(13)]
    asked = [one for day in days for one in day]
    assert {asked.count(one) for one in LISTED} == {ROUND}
    assert days[0][-1] != days[1][0]
    assert in_turn([], DAY) == []


def test_without_a_list_the_day_alone_draws() -> None:
    assert drawn(LISTED, DAY) == drawn(LISTED[::-1], DAY)
    assert sorted(drawn(LISTED, DAY)) == sorted(LISTED)
    assert drawn(LISTED, DAY) != drawn(LISTED, DAY + timedelta(days=1))
