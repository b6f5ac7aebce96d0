"""The engine judges while somebody at the desk switches a rule off: neither waits for the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from simin.domains.alerts import queries, services
from simin.domains.alerts.services import rules
from simin.kit.outbox import services as outbox
from tests.factories.alert_town import DUST, alerts, define, found_alert_town, hour, rule, states
from tests.factories.observed import observed, recorded

#: Seconds in which the other one has come as far as it can.
MEANWHILE = 1.0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_rule_is_switched_off_while_the_engine_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    found_alert_town()
    define(rule())
    recorded(observed(f"{DUST}/east", hour(0), 80), at=hour(0))
    judging, held = Event(), Event()
    not_stale = rules._not_stale
    monkeypatch.setattr(rules, "_not_stale", lambda *told: (held.set(), not_stale(*told)))

    def engine() -> None:
        try:
            with transaction.atomic():
                outbox.take_turns()  # as a story before has, which told something
                judging.set()
                held.wait(MEANWHILE)
                services.judge_arrived(datastreams={f"{DUST}/east"}, families={DUST}, now=hour(0))
        finally:
            connection.close()

    def desk() -> None:
        try:
            judging.wait()
            services.switch("dust", on=False, seen=1, why="maintenance", by="kim")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(engine), pool.submit(desk)]:
            done.result()
    assert not queries.rule("dust").enabled
    assert len(alerts()) == 1 and states() == ["ended"]
