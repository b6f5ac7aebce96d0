"""A directive's life through the services: who may, what it leaves behind, what is refused."""

from datetime import timedelta

import pytest

from simin.domains.directives import queries, services
from simin.domains.directives.attachment import attachment
from simin.domains.directives.errors import (
    MissingNeedError,
    StaleEditError,
    UnknownDirectiveError,
    WrongTransitionError,
)
from simin.domains.directives.services import Amendment, Handed
from simin.domains.directives.states import Act
from simin.kit.clock import FixedClock
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories.directive_town import JPEG, issued, reader, state, told
from tests.factories.observed import NOON

pytestmark = pytest.mark.usefixtures("clock")
PHOTO = Handed(files=[attachment("gate.jpg", JPEG)])


def act(directive_id: str, what: str, by: str, text: str = "", **more: object) -> str:
    return services.act(directive_id, Act(what), by=reader(by), text=text, **more)  # type: ignore[arg-type]


def test_from_the_mayors_desk_to_closed_with_evidence(clock: FixedClock) -> None:
    one = issued()
    services.seen([queries.directive(one, reader("climate"))], by=reader("climate"))
    assert state(one) == "delivered"
    act(one, "acknowledge", "climate")
    act(one, "start", "climate")
    clock.advance(timedelta(hours=2))
    act(one, "report", "climate", "Washed.", handed=PHOTO)
    act(one, "verify", "mayor")
    act(one, "close", "mayor")
    found = queries.directive(one, reader("climate"))
    assert (found.state, found.ended_at, found.look_at) == ("closed", clock.now(), None)
    acts = [entry.act for entry in queries.chain(found)]
    assert " ".join(acts) == ("draft issue deliver acknowledge start evidence report verify close")
    told_of = [one.event.act for one in outbox.after(0) if hasattr(one.event, "act")]
    assert told_of == acts


def test_numbers_count_through_the_citys_year() -> None:
    assert [issued("a"), issued("b")] == ["2022-000001", "2022-000002"]


def test_a_form_sent_twice_makes_one() -> None:
    assert issued("same") == issued("same", title="Again")
    assert queries.chain(queries.directive("2022-000001", reader("mayor")))[-1].position == 2


def test_a_report_sent_twice_is_one_report() -> None:
    one = issued()
    act(one, "acknowledge", "climate")
    act(one, "start", "climate")
    for _ in range(2):
        act(one, "report", "climate", "Washed.", handed=PHOTO, key="form-7")
    found = queries.directive(one, reader("mayor"))
    assert len(queries.evidence(found)) == 1
    assert [entry.act for entry in queries.chain(found)].count("report") == 1


@pytest.mark.parametrize("by", ["climate", "auditor", "citizen"])
def test_only_an_authority_gives_directives(by: str) -> None:
    with pytest.raises(NotAllowedError):
        issued(by=by)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"text": "x" * 4001}, "text"),
        ({"text": "nul\0"}, "text"),
        ({"unit": ""}, "addressee"),
        ({"unit": "nowhere"}, "addressee"),
        ({"unit": "", "role": "citizen"}, "addressee"),
        ({"priority": "whenever"}, "priority"),
        ({"required_evidence": "oath"}, "required_evidence"),
        ({"due_at": NOON}, "due_at"),
        ({"watchers": ("nowhere",)}, "watchers"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(changes: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        issued(**changes)
    assert refused.value.field == field
    assert queries.page(reader("mayor"), queries.Filters(), now=NOON).rows == []


def test_who_has_no_part_is_refused_and_leaves_no_trace() -> None:
    one = issued()
    with pytest.raises(UnknownDirectiveError):
        act(one, "acknowledge", "fire")
    with pytest.raises(NotAllowedError):
        act(one, "acknowledge", "auditor")
    with pytest.raises(NotAllowedError):
        act(one, "cancel", "climate", "I would rather not")
    with pytest.raises(WrongTransitionError):
        act(one, "report", "climate", "Done, never read it")
    assert len(queries.chain(queries.directive(one, reader("mayor")))) == 2


def test_closed_never_means_somebody_clicked() -> None:
    one = issued(required_evidence="photo")
    act(one, "acknowledge", "climate")
    act(one, "start", "climate")
    number = Handed(value=3.1, measure="µg/m³")
    act(one, "report", "climate", "Washed.", handed=number)
    with pytest.raises(MissingNeedError):
        act(one, "verify", "mayor")
    services.add_evidence(one, PHOTO, by=reader("climate"))
    assert act(one, "verify", "mayor") == "verified"


def test_a_returned_one_is_done_again() -> None:
    one = issued()
    act(one, "acknowledge", "climate")
    act(one, "start", "climate")
    act(one, "report", "climate", "Washed.", handed=PHOTO)
    act(one, "return", "mayor", "The east gate too.")
    act(one, "start", "climate")
    assert act(one, "report", "climate", "East gate done.") == "reported"


def test_it_survives_a_change_of_mayor() -> None:
    one = issued(by="duty")
    with pytest.raises(NotAllowedError):
        act(one, "cancel", "vice1", "not mine")
    assert act(one, "cancel", "mayor", "Rain does it.") == "cancelled"


def test_two_change_it_and_the_second_is_told() -> None:
    one = issued()
    wanted = Amendment(
        title="Wash them twice",
        text="",
        priority="urgent",
        required_evidence="photo",
        due_at=NOON + timedelta(hours=5),
    )
    assert services.amend(one, wanted, revision=1, by=reader("mayor"))
    with pytest.raises(StaleEditError, match="changed by mayor"):
        services.amend(one, wanted, revision=1, by=reader("mayor"))
    assert not services.amend(one, wanted, revision=2, by=reader("mayor"))
    with pytest.raises(NotAllowedError):
        services.amend(one, wanted, revision=2, by=reader("climate"))
    found = queries.directive(one, reader("climate"))
    assert (found.title, found.revision) == ("Wash them twice", 2)


def test_a_draft_is_its_authors_alone() -> None:
    one = services.draft(told(), by=reader("mayor"), form_key="d", issue=False)
    with pytest.raises(UnknownDirectiveError):
        queries.directive(one, reader("climate"))
    assert act(one, "issue", "mayor") == "issued"
    assert queries.directive(one, reader("climate")).id == one


def test_a_role_is_an_addressee_too() -> None:
    one = issued(unit="", role="duty_officer")
    assert act(one, "acknowledge", "duty") == "acknowledged"
    with pytest.raises(UnknownDirectiveError):
        queries.directive(one, reader("climate"))


def test_a_clock_that_is_set_back_keeps_the_chain_in_order(clock: FixedClock) -> None:
    one = issued()
    clock.advance(-timedelta(hours=3))
    act(one, "acknowledge", "climate")
    times = [entry.at for entry in queries.chain(queries.directive(one, reader("mayor")))]
    assert times == sorted(times) == [NOON] * 3


def test_who_watches_sees_and_speaks_and_does_not_act() -> None:
    one = issued(watchers=("fire",))
    services.note(one, by=reader("fire"), text="The road is closed at five.")
    with pytest.raises(NotAllowedError):
        act(one, "acknowledge", "fire")
