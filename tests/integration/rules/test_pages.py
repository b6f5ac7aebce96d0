"""The pages of rules: who opens them, what they show, what a form does; nothing typed is lost."""

from collections.abc import Iterator

import pytest
from django.test import Client

from simin.domains.alerts import queries
from simin.domains.alerts.definition import OpensIncident
from simin.domains.alerts.models import Alert, AlertRule
from simin.domains.alerts.queries import trying
from simin.domains.audit import queries as audit
from simin.domains.identity.policies import RULE_KEEPER_ROLES, STAFF_ROLES
from simin.domains.identity.roles import Role
from simin.domains.incidents import services as incidents
from simin.domains.incidents.report import KindDefinition
from simin.domains.picture.card import Release, Visibility
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.workflows import withheld_families
from tests.factories import people
from tests.factories.alert_town import (
    DUST,
    alerts,
    beat,
    define,
    found_alert_town,
    hear,
    hour,
    rule,
    shown,
    states,
)
from tests.factories.request_town import REQUESTS, bring, define_requests, request

pytestmark = pytest.mark.django_db

LIST, DUST_RULE = "/en/desk/rules/", "/en/desk/rules/dust/"
EDIT = f"{DUST_RULE}edit/"


@pytest.fixture(autouse=True)
def _town() -> Iterator[None]:
    found_alert_town()
    define(rule())
    for number, value in enumerate((50, 80, 60, 30, 90)):
        hear(number, east=value, west=10)
    wire(FixedClock(hour(5)))
    yield
    wire(SystemClock())


def signed_in(role: Role, name: str = "") -> Client:
    client = Client()
    client.force_login(people.account(name or f"a-{role}", role))
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def typed(**other: str) -> dict[str, str]:
    form = {
        "seen": "1",
        "count": "1",
        "severity": "bad",
        "per": "district",
        "needs": "any",
        "at_least": "1",
        "quiet": "2h",
        "name-ko": "먼지",
        "name-en": "Dust",
        "c0-family": DUST,
        "c0-kind": "gte",
        "c0-of": "each",
        "c0-limit": "85",
        "c0-direction": "either",
        "why": "too many",
    }
    return form | {name.replace("__", "-"): value for name, value in other.items()}


@pytest.mark.parametrize("role", list(Role))
def test_staff_reads_rules_and_some_change_them(role: Role) -> None:
    client = signed_in(role)
    reads, keeps = role in STAFF_ROLES, role in RULE_KEEPER_ROLES
    assert client.get(LIST).status_code == (200 if reads else 403)
    assert client.get(DUST_RULE).status_code == (200 if reads else 403)
    assert client.get(EDIT).status_code == (200 if keeps else 403)
    assert client.get(f"{LIST}new/").status_code == (200 if keeps else 403)
    for act, answered in (("switch", 200), ("mute", 200)):
        status = client.post(f"{DUST_RULE}{act}/").status_code
        assert status == (answered if keeps else 403)


def test_the_list_is_searched_and_says_what_fires() -> None:
    client = signed_in(Role.DUTY_OFFICER)
    shown = text(client, LIST)
    assert "pm25 ≥ 75 µg/m³, until &lt; 35" in shown and "1 alert" in shown
    assert "No rule is like that." in text(client, f"{LIST}?q=flood")
    assert "Dust advisory" in text(client, f"{LIST}?q=DUST&state=on&sort=severity")
    assert "No rule is like that." in text(client, f"{LIST}?state=muted")


def test_a_city_without_rules_says_so() -> None:
    define()
    Alert.objects.all().delete()
    AlertRule.objects.all().delete()
    assert "The city has no rules yet." in text(signed_in(Role.MAYOR), LIST)


def test_the_page_says_what_it_would_have_done() -> None:
    shown = text(signed_in(Role.DUTY_OFFICER), DUST_RULE)
    assert "would have fired 1 time" in shown and "2 of 2 datastreams" in shown
    assert "<rect" in shown and "East" in shown
    assert f"/en/card/alert/{alerts()[0].pk}" in shown


def test_a_rule_that_is_not_there() -> None:
    assert "No such rule" in text(signed_in(Role.MAYOR), "/en/desk/rules/none/", 404)


def test_looking_saves_nothing_and_shows_the_preview() -> None:
    client = signed_in(Role.DEPARTMENT_OFFICER)
    answer = client.post(EDIT, typed(act="look", c0__limit="20")).content.decode()
    assert "would have fired 1 time" in answer and 'value="20"' in answer
    never = client.post(EDIT, typed(act="look", c0__limit="200")).content.decode()
    assert "It would not have fired." in never
    assert queries.rule("dust").revision == 1


def test_saving_makes_a_revision_that_is_audited() -> None:
    client = signed_in(Role.DEPARTMENT_OFFICER, "kim")
    assert client.post(EDIT, typed(act="save")).status_code == 302
    told = queries.rule("dust")
    assert (told.revision, told.rule.conditions[0].limit, told.rule.quiet) == (2, 85, 7200)
    beat(5)
    (entry,) = audit.entries(subject="alert-rule/dust")
    assert (entry.account, entry.action) == ("kim", "alert-rule.changed")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"c0__limit": "much"}, "needs a number here"),
        ({"c0__limit": ""}, "needs a number here"),
        ({"c0__rests_at": "90"}, "quiet side of the limit"),
        ({"c0__over": "2h"}, "needs a span here"),
        ({"c0__lasting": "soon"}, "Give a span: 30m, 2h, 7d."),
        ({"c0__family": "no/such"}, "Choose datastreams that there are."),
        ({"c0__kind": "above"}, "Choose a kind of condition."),
        ({"quiet": "soon"}, "Give a span: 30m, 2h, 7d."),
        ({"name__ko": ""}, "Give a name in each language."),
        ({"advice__en": "Wear a mask"}, "Say it in each language, or in none."),
        ({"needs": "7"}, "number of conditions that there are"),
        ({"why": " "}, "Say why"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    wrong: dict[str, str], said: str
) -> None:
    client = signed_in(Role.DUTY_OFFICER)
    answer = client.post(EDIT, typed(act="save", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 200 and said in page
    assert queries.rule("dust").revision == 1
    for value in wrong.values():
        assert not value.strip() or value in page


def test_the_second_of_two_sees_both_and_saves_knowing_it() -> None:
    first, second = signed_in(Role.DUTY_OFFICER, "kim"), signed_in(Role.DEPUTY, "lee")
    first.post(EDIT, typed(act="save", c0__limit="85", why="kim's reason"))
    answer = second.post(EDIT, typed(act="save", c0__limit="95")).content.decode()
    assert "Somebody saved another version" in answer
    assert "pm25 ≥ 85 µg/m³" in answer and "kim: kim&#x27;s reason" in answer
    assert 'value="95"' in answer and 'name="seen" value="2"' in answer
    assert queries.rule("dust").rule.conditions[0].limit == 85
    second.post(EDIT, typed(act="save", c0__limit="95", seen="2"))
    assert queries.rule("dust").rule.conditions[0].limit == 95


def test_a_condition_is_added_and_dropped_without_losing_the_others() -> None:
    client = signed_in(Role.DUTY_OFFICER)
    added = client.post(EDIT, typed(act="add", c0__limit="77")).content.decode()
    assert "Condition 2" in added and 'value="77"' in added
    dropped = client.post(EDIT, typed(act="drop", count="2", c1__limit="5")).content.decode()
    assert "Condition 2" not in dropped


def test_a_new_rule() -> None:
    client = signed_in(Role.DUTY_OFFICER)
    bad = client.post(f"{LIST}new/", typed(act="save", seen="", id="Not This"))
    assert "Small letters, digits and hyphens" in bad.content.decode()
    for seen in ("", "1"):
        taken = client.post(f"{LIST}new/", typed(act="save", seen=seen, id="dust"))
        assert "There is another rule with this id." in taken.content.decode()
    assert queries.rule("dust").revision == 1
    made = client.post(f"{LIST}new/", typed(act="save", seen="", id="mine"))
    assert made.status_code == 302 and queries.rule("mine").edited


def test_what_the_form_does_not_show_is_kept() -> None:
    office = {"ko": "소방서", "en": "Fire brigade"}
    hidden = {"visibility": "withheld", "reason": "security", "office": office}
    define(rule(release=hidden))
    signed_in(Role.DUTY_OFFICER).post(EDIT, typed(act="save", seen="2"))
    told = queries.rule("dust").rule.release
    assert told is not None and told.reason == "security"


def test_alerts_of_a_withheld_rule_are_told_to_the_office_only() -> None:
    office = {"ko": "소방서", "en": "Fire brigade"}
    hidden = {"visibility": "withheld", "reason": "security", "office": office}
    define(rule(release=hidden))
    outside, alert = signed_in(Role.DEPARTMENT_OFFICER), f"alert/{alerts()[0].pk}"
    assert "would have fired" not in text(outside, DUST_RULE)
    assert alert not in text(outside, DUST_RULE)
    assert "1 alert" not in text(outside, LIST)
    assert alert in text(signed_in(Role.MAYOR), DUST_RULE)


def test_muted_until_a_time_with_a_reason_and_shown_again() -> None:
    client = signed_in(Role.DUTY_OFFICER)
    for wrong in ({"until": "soon", "why": "x"}, {"until": "2022-03-05T10:00", "why": "x"}):
        answer = client.post(f"{DUST_RULE}mute/", wrong | {"seen": "1"}).content.decode()
        assert "Give a time that is yet to come." in answer
        assert f'value="{wrong["until"]}"' in answer
    client.post(f"{DUST_RULE}mute/", {"until": "2022-03-05T23:00", "why": "works", "seen": "1"})
    assert queries.rule("dust").muted(hour(6)) and not queries.rule("dust").muted(hour(9))
    assert "Not shown until 23:00" in text(client, DUST_RULE)
    again = {"act": "unmute", "seen": "2"}
    assert "Say why" in client.post(f"{DUST_RULE}mute/", again).content.decode()
    client.post(f"{DUST_RULE}mute/", again | {"why": "done"})
    assert not queries.rule("dust").muted(hour(6))


def test_switched_off_and_on_only_by_who_has_seen_it() -> None:
    client = signed_in(Role.DUTY_OFFICER)
    off = {"to": "off", "seen": "0", "why": "broken"}
    stale = client.post(f"{DUST_RULE}switch/", off, follow=True).content.decode()
    assert "Somebody changed the rule" in stale and queries.rule("dust").enabled
    client.post(f"{DUST_RULE}switch/", off | {"seen": "1"})
    assert not queries.rule("dust").enabled and states()[-1] == "ended"
    assert (
        "Say why" in client.post(f"{DUST_RULE}switch/", {"to": "on", "seen": "2"}).content.decode()
    )
    client.post(f"{DUST_RULE}switch/", {"to": "on", "seen": "2", "why": "repaired"})
    assert queries.rule("dust").enabled


def test_what_it_would_have_done_is_not_shown_by_its_form_either() -> None:
    office = {"ko": "소방서", "en": "Fire brigade"}
    define(rule(release={"visibility": "withheld", "reason": "security", "office": office}))
    looked = typed(act="look", c0__limit="20", seen="2")
    outside = signed_in(Role.DEPARTMENT_OFFICER).post(EDIT, looked).content.decode()
    assert "would have fired" not in outside and "Alerts of this rule are withheld." in outside
    inside = signed_in(Role.DUTY_OFFICER).post(EDIT, looked).content.decode()
    assert "would have fired" in inside


def withhold(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = {DUST: Release(visibility=Visibility.WITHHELD)}
    monkeypatch.setattr(withheld_families, "as_published", lambda: hidden)


@pytest.mark.parametrize("act", ["look", "save"])
@pytest.mark.parametrize("address", [EDIT, f"{LIST}new/"])
def test_of_withheld_datastreams_only_the_office_makes_rules(
    monkeypatch: pytest.MonkeyPatch, act: str, address: str
) -> None:
    withhold(monkeypatch)
    outside = signed_in(Role.DEPARTMENT_OFFICER)
    answer = outside.post(address, typed(act=act, id="mine")).content.decode()
    assert "These datastreams are withheld" in answer and "would have fired" not in answer
    assert [one.revision for one in queries.rules(hour(5))] == [1]
    assert "would have fired" not in text(outside, DUST_RULE)
    inside = signed_in(Role.DUTY_OFFICER).post(address, typed(act=act, id="mine"))
    assert inside.status_code == (302 if act == "save" else 200)


@pytest.mark.parametrize("seen", ["9" * 5000, "٣", "x", ""])
def test_a_revision_that_is_none_is_stale(seen: str) -> None:
    client = signed_in(Role.DUTY_OFFICER)
    off = {"to": "off", "seen": seen, "why": "broken"}
    answer = client.post(f"{DUST_RULE}switch/", off, follow=True)
    assert "Somebody changed the rule" in answer.content.decode()
    assert queries.rule("dust").enabled


def test_a_limit_is_edited_as_it_was_saved() -> None:
    define(rule({"kind": "gte", "family": DUST, "limit": 1013.2475}))
    assert 'value="1013.2475"' in text(signed_in(Role.DUTY_OFFICER), EDIT)


def test_a_rule_that_opens_an_incident_says_so() -> None:
    name, path = {"ko": "침수", "en": "Flood"}, ("reported", "closed")
    flood = KindDefinition(id="flood", name=name, icon="waves", states=path)
    incidents.define_kinds([flood])
    client = signed_in(Role.DUTY_OFFICER)
    opens = {"opens_incident__kind": "flood", "opens_incident__severity": "severe"}
    client.post(EDIT, typed(act="save", **opens))
    assert queries.rule("dust").rule.opens_incident == OpensIncident(
        kind="flood", severity="severe"
    )
    assert "Flood · Severe" in text(client, DUST_RULE)
    assert '<option value="flood" selected>' in text(client, EDIT)
    for field, wrong, said in (
        ("opens_incident__kind", "dragon", "There is no such kind of incident."),
        ("opens_incident__severity", "dire", "Choose how grave the incident is."),
    ):
        told = typed(act="save", seen="2", **opens | {field: wrong})
        assert said in client.post(EDIT, told).content.decode()
    assert queries.rule("dust").revision == 2


def test_a_preview_that_is_too_much_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "PREVIEWED_HOURS", 24)
    shown = text(signed_in(Role.DUTY_OFFICER), DUST_RULE)
    assert "It looks at too many datastreams" in shown


def test_one_alert_is_muted_until_a_time_and_shown_again() -> None:
    client, number = signed_in(Role.DUTY_OFFICER, "kim"), alerts()[0].pk
    mute = f"/en/desk/alerts/{number}/mute/"
    for wrong, said in (
        ({"until": "soon", "why": "works"}, "Give a time that is yet to come."),
        ({"until": "2022-03-05T23:00", "why": " "}, "Say why"),
    ):
        answer = client.post(mute, wrong).content.decode()
        assert said in answer and f'value="{wrong["until"]}"' in answer
    assert len(shown(5)) == 1
    client.post(mute, {"until": "2022-03-05T23:00", "why": "works", "seen": ""})
    assert not shown(6) and len(shown(9)) == 1
    assert queries.is_muted(number, hour(6)) and not queries.is_muted(number, hour(9))
    assert "muted until 23:00" in text(client, DUST_RULE) and "1 muted" in text(client, LIST)
    again = {"act": "unmute", "why": "done"}
    stale = client.post(mute, again | {"seen": ""}).content.decode()
    assert "Somebody muted it" in stale and "Not shown until 23:00, by kim" in stale
    seen = queries.mute_of(number).seen
    assert client.post(mute, again | {"seen": seen}).status_code == 302
    assert len(shown(6)) == 1
    beat(5)
    told = [(one.account, one.action) for one in audit.entries(subject=f"alert/{number}")]
    assert sorted(told) == [("kim", "alert.muted"), ("kim", "alert.unmuted")]


def test_an_alert_that_is_over_is_not_muted_and_one_that_never_was_is_missing() -> None:
    client, number = signed_in(Role.DUTY_OFFICER), alerts()[0].pk
    client.post(f"{DUST_RULE}switch/", {"to": "off", "seen": "1", "why": "broken"})
    until = {"until": "2022-03-05T23:00", "why": "works", "seen": ""}
    answer = client.post(f"/en/desk/alerts/{number}/mute/", until).content.decode()
    assert "The alert has ended." in answer and queries.mute_of(number).until is None
    assert "No such alert" in text(client, "/en/desk/alerts/999/mute/", 404)


def test_a_withheld_alert_is_muted_by_the_office_only() -> None:
    office = {"ko": "소방서", "en": "Fire brigade"}
    define(rule(release={"visibility": "withheld", "reason": "security", "office": office}))
    mute = f"/en/desk/alerts/{alerts()[0].pk}/mute/"
    assert signed_in(Role.DEPARTMENT_OFFICER).get(mute).status_code == 404
    assert signed_in(Role.DUTY_OFFICER).get(mute).status_code == 200
    assert signed_in(Role.AUDITOR).get(mute).status_code == 403


def rows(**other: str) -> dict[str, str]:
    form = {
        "c0__kind": "rows",
        "c0__dataset": REQUESTS,
        "c0__where": "service_code = water",
        "c0__by": "district",
        "c0__time": "requested_at",
        "c0__over": "7d",
        "c0__limit": "2",
        "c0__called-ko": "민원",
        "c0__called-en": "Complaints",
    }
    return typed(**form | other)


def test_a_rule_over_rows_is_made_and_read_at_the_desk() -> None:
    define_requests()
    bring(4, request("a", 3), request("b", 4))
    client = signed_in(Role.DUTY_OFFICER)
    looked = client.post(EDIT, rows(act="look")).content.decode()
    assert "by the rows of its data sets" in looked and "would have fired 1 time" in looked
    assert "service_code, district, requested_at" in looked
    assert client.post(EDIT, rows(act="save")).status_code == 302
    told = queries.rule("dust").rule.conditions[0]
    assert (told.dataset, told.over, told.family, told.called) == (
        REQUESTS,
        604800,
        "",
        {"ko": "민원", "en": "Complaints"},
    )
    assert "Complaints ≥ 2 / 7 days" in text(client, DUST_RULE)
    form = text(client, EDIT)
    assert "service_code = water</textarea>" in form and 'value="requested_at"' in form


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"c0__dataset": "none"}, "Choose a data set that there is"),
        ({"c0__dataset": ""}, "Choose a data set that there is"),
        ({"c0__where": "colour = red"}, "A line each, of columns that there are"),
        ({"c0__where": "no sense"}, "A line each, of columns that there are"),
        ({"c0__by": "zone"}, "Name the column that holds the district."),
        ({"c0__by": ""}, "Name the column that holds the district."),
        ({"c0__time": "litres"}, "A span and a column of times belong together."),
        ({"c0__over": ""}, "A span and a column of times belong together."),
        ({"c0__column": "litres"}, "Name a column of numbers."),
        (
            {"c0__kind": "row_value", "c0__of": "sum", "c0__column": "district"},
            "a column of numbers",
        ),
        ({"c0__kind": "row_value", "c0__column": "litres"}, "is a mean, sum, highest or lowest"),
        ({"c0__called-en": ""}, "Say it in each language, or in none."),
        ({"c0__kind": "changed", "c0__by": ""}, "A line each, of columns that there are"),
        ({"c0__kind": "changed", "c0__where": "", "c0__by": "", "c0__time": ""}, "Choose a kind"),
        ({"per": "datastream"}, "rows are of a district or of the city"),
        ({"c0__rests_at": "3"}, "quiet side of the limit"),
    ],
)
def test_what_is_wrong_with_rows_stands_beside_its_field(wrong: dict[str, str], said: str) -> None:
    define_requests()
    answer = signed_in(Role.DUTY_OFFICER).post(EDIT, rows(act="save", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 200 and said in page
    assert queries.rule("dust").revision == 1
    for value in wrong.values():
        assert not value or value in page
