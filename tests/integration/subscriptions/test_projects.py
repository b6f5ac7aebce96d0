"""Projects and pledges are followed too, as far as everybody may see them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from simin.domains.picture import queries as pictures
from simin.domains.picture import services as publishing
from simin.domains.projects import cards
from simin.domains.projects.events import MilestoneReached, PledgeMoved, StandingChanged
from simin.domains.projects.models import Pledge, Project
from simin.kit.outbox.services import append
from tests.factories.incidents import NOON
from tests.integration.subscriptions.conftest import Town

pytestmark = pytest.mark.django_db


def test_a_project_is_followed_from_its_page(town: Town, client: Client) -> None:
    project = Project.objects.order_by("rank")[0]
    milestone = project.milestones.order_by("id")[0]
    pictures.forget_kept()
    publishing.publish(changed=cards.shown(NOON), at=datetime.now(UTC), city_time=NOON, speed=1.0)
    page = client.get(f"/en/card/project/{project.id}").content.decode()
    assert f'href="/en/follow/?topic=project/{project.id}"' in page
    mine = town.subscribe(client, topic=f"project/{project.id}")
    assert project.name["en"] in client.get(mine).content.decode()
    append(MilestoneReached(project=project.id, milestone=milestone.key, by="x", at=NOON), at=NOON)
    other = Project.objects.exclude(pk=project.pk)[0]
    append(
        StandingChanged(project=other.id, schedule="late", cost="over", by="x", at=NOON), at=NOON
    )
    assert town.told() == 1
    [sent] = town.read()
    assert project.name["en"] in sent.subject
    assert milestone.name["en"] in sent.body


def test_what_is_withheld_meanwhile_is_not_sent(town: Town, client: Client) -> None:
    project = Project.objects.order_by("rank")[0]
    town.subscribe(client, topic=f"project/{project.id}")
    Project.objects.filter(pk=project.pk).update(withheld="security")
    append(
        StandingChanged(project=project.id, schedule="late", cost="over", by="x", at=NOON), at=NOON
    )
    town.told(later=timedelta(minutes=1))
    assert town.read() == []
    assert client.get(f"/en/follow/?topic=project/{project.id}").status_code == 404


def test_one_event_is_one_message_to_one_person(town: Town, client: Client) -> None:
    pledge = Pledge.objects.order_by("rank")[0]
    town.subscribe(client, topic="pledges")
    mine = town.subscribe(client, topic=f"pledge/{pledge.id}")
    append(PledgeMoved(pledge=pledge.id, status="partial", percent=40, by="x", at=NOON), at=NOON)
    assert town.told() == 1
    [sent] = town.read()
    assert pledge.name["en"] in sent.subject and "% fulfilled" in sent.body
    client.post(mine, {"act": "end_all"})
    assert "It has ended" in client.get(mine).content.decode()


def test_a_feed_of_one_project_or_of_one_pledge(town: Town, client: Client) -> None:
    project = Project.objects.order_by("rank")[0]
    project.milestones.order_by("id").update(reached_on=NOON.date())
    one = client.get(f"/feeds/projects.atom?card=project/{project.id}&lang=en").content.decode()
    assert f"/card/project/{project.id}#milestone-" in one and "Milestone: " in one
    Project.objects.filter(pk=project.pk).update(withheld="security")
    assert client.get(f"/feeds/projects.atom?lang=en&card=project/{project.id}").status_code == 200
    pledge = Pledge.objects.order_by("rank")[0]
    told = client.get(f"/feeds/pledges.atom?card=pledge/{pledge.id}").content.decode()
    assert told.count("<entry>") == 1
    assert client.get("/feeds/pledges.atom?card=project/x").status_code == 400
    assert client.get("/feeds/news.atom?card=project/x").status_code == 400
