"""What the picture says of directives: how many, and to whom one is late; never what it says."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from simin.domains.directives import cards, services
from simin.domains.directives.states import Act
from simin.domains.identity import queries as identity
from simin.kit.clock import FixedClock
from simin.workflows.attention.city_now import _directives
from tests.factories.directive_town import issued, reader
from tests.factories.observed import NOON

SEOUL = ZoneInfo("Asia/Seoul")


def body(clock: FixedClock) -> dict[str, int]:
    return cards.standing_card(clock.now()).body


def test_the_card_counts_what_is_open_late_escalated_and_done(clock: FixedClock) -> None:
    assert body(clock) == {"open": 0, "late": 0, "escalated": 0, "done": 0, "done_days": 30}
    issued("a", priority="urgent", due_at=NOON + timedelta(minutes=5))
    done = issued("b")
    services.draft(_draft(), by=reader("mayor"), form_key="c", issue=False)
    for what, by in [("acknowledge", "climate"), ("start", "climate")]:
        services.act(done, Act(what), by=reader(by))
    handed = services.Handed(value=1.0)
    services.act(done, Act.REPORT, by=reader("climate"), text="Washed.", handed=handed)
    services.act(done, Act.VERIFY, by=reader("mayor"))
    services.act(done, Act.CLOSE, by=reader("mayor"))
    clock.advance(timedelta(minutes=15))
    services.as_time_passes(clock.now())
    assert body(clock) == {"open": 1, "late": 1, "escalated": 1, "done": 1, "done_days": 30}


def test_attention_names_the_unit_and_not_the_words(clock: FixedClock) -> None:
    issued(due_at=NOON + timedelta(hours=1))
    assert list(_directives(clock.now(), SEOUL)) == []
    clock.advance(timedelta(hours=2))
    (one,) = _directives(clock.now(), SEOUL)
    assert one.late and one.due_clock == "03-05 15:00"
    assert one.addressee == identity.department("climate").name
    assert "Wash" not in str(one)


def _draft() -> services.Draft:
    return services.Draft(title="A draft", unit="climate", due_at=NOON + timedelta(days=1))
