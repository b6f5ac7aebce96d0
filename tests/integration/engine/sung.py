"""A town in which an incident sings: a canary in each of its fields, heard wherever it is told."""

from datetime import timedelta
from http import HTTPStatus

from django.test import Client

from simin.config.engine import Engine
from simin.domains.identity.roles import Role
from simin.domains.incidents import services
from tests.factories import canary, people
from tests.integration.engine.addresses import addresses, of_each_kind
from tests.integration.engine.conftest import Town

WITHHELD, PUBLIC = "rescue", "flood"


class Sung:
    """A town in which a canary was reported at ``at``."""

    def __init__(self, town: Town, kind: str, *, drill: bool = False) -> None:
        town.live(60)
        self.town = town
        town.clock.advance(timedelta(minutes=1))
        self.at = town.clock.now()
        district = town.pack.districts[0].id
        self.incident = canary.reported(kind, district, now=self.at, drill=drill)
        town.live(20)

    @property
    def card(self) -> str:
        return f"incident/{self.incident}"

    def addresses(self) -> list[str]:
        found = addresses(sorted({*of_each_kind(self.town.seen().cards), self.card}))
        return [address for many in found.values() for address in many]

    def end(self) -> None:
        """It ends, and two hours later it has left the picture."""
        now = self.town.clock.now()
        services.advance(self.incident, state="closed", told=canary.told(now))
        self.town.live(120)
        # An engine that starts looks at everything, also at what only time changes.
        self.town.engine = Engine(self.town.pack, self.town.clock, starts=2)
        self.town.engine.tick()
        assert self.card not in {card.id for card in self.town.seen().cards}

    def heard(self, client: Client) -> dict[str, list[str]]:
        """Addresses at which ``client`` is told something, and what."""
        told = {address: self.told(client, address) for address in self.addresses()}
        return {address: what for address, what in told.items() if what}

    def told(self, client: Client, address: str) -> list[str]:
        answer = client.get(address)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, address
        headers = str(dict(answer.items())).encode()
        return canary.sung(answer.getvalue() + headers, self.at)


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(people.account("kim", *roles))
    return client
