"""Who is let in, for how long, and who is not."""

from datetime import timedelta

import pytest

from simin.domains.field import queries, services
from simin.domains.field.errors import LinkEndedError, TooManyTriesError, UnknownLinkError
from simin.domains.field.models import Invitation
from simin.domains.field.policies import MOST_TRIES, TRIES_WITHIN
from simin.domains.field.rules import FieldRules
from simin.kit.errors import RejectedError
from tests.factories.field_town import REAL, SECRET, invited

pytestmark = pytest.mark.usefixtures("store")
HERE = "203.0.113.0/24"


def entered(
    secret: str = SECRET, after: timedelta = timedelta(), network: str = HERE
) -> Invitation:
    return services.enter(secret, now=REAL + after, network=network)


def test_a_link_opens_what_it_was_made_for_and_its_secret_is_not_kept() -> None:
    made = invited()
    assert entered().handle == made.handle
    row = Invitation.objects.values().get()
    assert SECRET not in str(row)
    assert row["opened_at"] == REAL


def test_it_runs_out_and_can_be_taken_back() -> None:
    made = invited(hours=2)
    assert entered(after=timedelta(minutes=119))
    with pytest.raises(LinkEndedError, match="run out"):
        entered(after=timedelta(hours=2))
    services.revoke(made.handle, by="duty", now=REAL)
    services.revoke(made.handle, by="mayor", now=REAL + timedelta(hours=1))
    with pytest.raises(LinkEndedError, match="taken back") as ended:
        entered()
    assert ended.value.revoked
    assert queries.invitation(made.handle).revoked_by == "duty"


def test_who_guesses_is_slowed_down_and_the_neighbours_are_not() -> None:
    invited()
    for number in range(MOST_TRIES):
        with pytest.raises(UnknownLinkError):
            entered(f"guess {number}")
    with pytest.raises(TooManyTriesError):
        entered("one more")
    with pytest.raises(UnknownLinkError):
        entered("from elsewhere", network="198.51.100.0/24")
    assert entered()
    with pytest.raises(UnknownLinkError):
        entered("later", after=TRIES_WITHIN + timedelta(seconds=1))


def test_the_same_form_twice_is_one_invitation_and_the_last_link_works() -> None:
    first = invited(secret="a" * 43)
    assert invited(secret="b" * 43).handle == first.handle
    with pytest.raises(UnknownLinkError):
        entered("a" * 43)
    assert entered("b" * 43)
    with pytest.raises(RejectedError, match="opened"):
        invited(secret="c" * 43)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"who": " "}, "who"),
        ({"purpose": ""}, "purpose"),
        ({"hours": 0}, "hours"),
        ({"hours": 73}, "hours"),
        ({"unit": "engine-9"}, "unit"),
        ({"subject": "project/han-bridge"}, "unit"),
        ({"subject": ""}, "subject"),
        ({"secret": "short"}, "secret"),
    ],
)
def test_what_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        invited(**changes)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Invitation.objects.exists()


def test_a_site_visit_is_about_any_card() -> None:
    made = invited(subject="project/han-bridge", unit="")
    assert [one.handle for one in queries.invitations_of("project/han-bridge")] == [made.handle]


def test_the_pack_says_how_long() -> None:
    services.define_rules(FieldRules(invitation_hours=1, longest_invitation_hours=2))
    assert invited().expires_at == REAL + timedelta(hours=1)
    with pytest.raises(RejectedError, match="invitation_hours"):
        services.define_rules(FieldRules(invitation_hours=3, longest_invitation_hours=2))
