"""In whose name somebody who is signed in decides: their unit's, else the office of the city."""

from django.http import HttpRequest

from simin.domains.identity import queries as identity
from simin.domains.identity.queries import Account
from simin.domains.places import queries as places


def own_office(request: HttpRequest) -> dict[str, str]:
    account = request.user
    assert isinstance(account, Account)
    unit, office = account.department_id, places.city().office
    return dict(identity.department(unit).name if unit else office)
