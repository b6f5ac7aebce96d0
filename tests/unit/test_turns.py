"""Who waits longest is next, and nobody enters while another is in."""

import threading

from simin.kit.turns import Turns


def test_turns_are_given_in_the_order_of_asking() -> None:
    turns, order = Turns(), list[int]()

    def work(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        threads = []
        for number in range(5):
            thread = threading.Thread(target=work, args=(number,))
            thread.start()
            threads.append(thread)
            while len(turns._waiting) <= number:
                pass
        assert order == []
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_a_failure_inside_gives_the_turn_back() -> None:
    turns = Turns()
    for _ in range(2):
        try:
            with turns:
                raise ValueError
        except ValueError:
            pass
    with turns:
        assert not turns._waiting
