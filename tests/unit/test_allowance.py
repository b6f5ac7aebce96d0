"""How often a client may ask."""

from simin.kit.allowance import Allowance


def test_a_bucket_fills_up_again_and_each_client_has_its_own() -> None:
    now = [0.0]
    allowance = Allowance(burst=3, each_second=2, clock=lambda: now[0])
    assert [allowance.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert allowance.wait("b") == 0
    now[0] = 0.5
    assert allowance.wait("a") == 0
    assert allowance.wait("a", cost=2) == 1.0
    assert allowance.ahead("a") == allowance.ahead("a") == 0.5 and allowance.ahead("c") == 0


def test_so_many_a_minute_may_come_at_once() -> None:
    now = [0.0]
    allowance = Allowance.a_minute(30, clock=lambda: now[0])
    assert [allowance.wait("a") for _ in range(31)] == [0.0] * 30 + [2.0]
    now[0] = 2.0
    assert allowance.wait("a") == 0 and allowance.wait("a") > 0
