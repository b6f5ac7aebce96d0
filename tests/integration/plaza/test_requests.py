"""Requests for data: asked without an account, looked at, answered in public."""

import re
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from simin.domains.audit.models import AuditEntry
from simin.domains.dataset_requests import queries, services
from simin.domains.dataset_requests.services import Decision, Wish
from simin.domains.dataset_requests.states import Act, State, acts, after
from simin.domains.identity import services as identity
from simin.domains.identity.organisation import Department
from simin.domains.identity.roles import Role
from simin.kit.errors import RejectedError
from simin.workflows.dataset_requests_are_told import tell
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
NEW = "/en/data/requests/new/"


@pytest.fixture(autouse=True)
def _organisation() -> None:
    cache.clear()
    name = {"ko": "교통실", "en": "Transport"}
    identity.define_organisation([Department(id="transport", name=name)])


def asked(**other: str) -> int:
    told = {"title": "Bus delays", "text": "By line", "owner": "transport", "language": "en"}
    wish = Wish(**(told | other))  # type: ignore[arg-type]
    return services.ask(wish, form_key=str(other), at=NOW)


def form(client: Client, **other: str) -> dict[str, str]:
    found = re.search(r'name="key" value="([^"]+)"', client.get(NEW).content.decode())
    assert found is not None
    told = {"title": "Bus delays", "text": "By line", "owner": "transport", "key": found[1]}
    return told | other


def test_it_is_public_once_somebody_has_looked_at_it(client: Client) -> None:
    answer = client.post(NEW, form(client))
    assert answer.status_code == 302 and not answer.cookies
    [row] = queries.of_office(None)
    assert client.get(f"/en/data/requests/{row.pk}/").status_code == 404
    assert "Bus delays" not in client.get("/en/data/requests/").content.decode()
    officer = Client()
    officer.force_login(people.account("officer", Role.DEPARTMENT_OFFICER))
    address = f"/en/desk/dataset-requests/{row.pk}/"
    assert officer.post(address, {"act": "show"}).status_code == 302
    assert "Bus delays" in client.get("/en/data/requests/?state=open&q=bus").content.decode()
    wrong = officer.post(address, {"act": "decline", "answer": "We have none"})
    assert wrong.status_code == 400 and "We have none" in wrong.content.decode()
    told = {"act": "decline", "answer": "<b>None</b>", "reason": "not_held"}
    assert officer.post(address, told).status_code == 302
    shown = client.get(f"/en/data/requests/{row.pk}/").content.decode()
    assert "The city does not have it" in shown and "&lt;b&gt;None" in shown
    assert officer.post(address, told).status_code == 400


def test_who_is_of_another_department_only_looks(client: Client) -> None:
    number = asked()
    client.force_login(people.account("keeper", Role.SOURCE_ADMINISTRATOR))
    address = f"/en/desk/dataset-requests/{number}/"
    assert "Show it" not in client.get(address).content.decode()
    assert client.post(address, {"act": "show"}).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_fault_is_told_and_what_was_typed_is_kept(client: Client) -> None:
    wrong = client.post(NEW, form(client, title="  ", use="to plan"))
    assert wrong.status_code == 400 and "to plan" in wrong.content.decode()
    for other in ({"owner": "x"}, {"key": "forged"}, {"website": "spam"}, {"text": "a" * 5000}):
        assert client.post(NEW, form(client, **other)).status_code == 400
    assert queries.of_office(None) == []
    elsewhere = client.post(NEW, form(client), headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403


def test_the_same_form_twice_is_one_request_and_many_are_too_many(client: Client) -> None:
    told = form(client)
    for _ in range(2):
        client.post(NEW, told)
    assert len(queries.of_office(None)) == 1
    answers = [client.post(NEW, form(client)).status_code for _ in range(6)]
    assert answers[-1] == 400 and "an hour" in client.post(NEW, form(client)).content.decode()


def test_an_address_serves_the_answer_and_is_gone(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    number, old = asked(contact="a@example.org"), asked(contact="b@example.org", title="Old")
    for act in (Decision(act="show"), Decision(act="answer", text="Here", link="/data/bus/")):
        services.decide(number, act, by="officer", at=NOW)
    assert tell() == 1 and tell() == 0
    assert [sent.to for sent in mail.outbox] == [["a@example.org"]]
    assert queries.request(number).contact == ""
    assert "a@example.org" not in str(list(AuditEntry.objects.values()))
    assert AuditEntry.objects.filter(subject=f"dataset-request/{number}").count() == 1
    assert services.forget_contacts(now=NOW + timedelta(days=89)) == 0
    assert services.forget_contacts(now=NOW + timedelta(days=91)) == 1
    assert queries.request(old).contact == ""


def test_an_address_that_refuses_the_answer_stands_before_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = asked(contact="bad@example.org"), asked(contact="good@example.org", title="B")
    for number in (bad, good):
        for act in (Decision(act="show"), Decision(act="answer", text="Here", link="/data/bus/")):
            services.decide(number, act, by="officer", at=NOW)
    sending = EmailMessage.send

    def send(message: EmailMessage, *args: Any) -> int:
        if message.to == ["bad@example.org"]:
            raise SMTPRecipientsRefused({"bad@example.org": (550, b"no such user")})
        return sending(message, *args)

    monkeypatch.setattr(EmailMessage, "send", send)
    assert tell() == 1 and tell() == 0
    assert [sent.to for sent in mail.outbox] == [["good@example.org"]]
    assert queries.request(bad).contact == ""


def test_every_state_has_the_acts_that_lead_on() -> None:
    assert [acts(state) for state in State] == [
        (Act.SHOW, Act.REFUSE),
        (Act.ANSWER, Act.DECLINE),
        (),
        (),
        (),
    ]
    for state in State:
        for act in set(Act) - set(acts(state)):
            with pytest.raises(RejectedError):
                after(state, act)
