"""Of a name that leads nowhere no caller gets an empty list to take the first of."""

import asyncio
from collections.abc import Sequence

import pytest

from simin.kit.http import UnreachableError
from simin.kit.http.network import GuardedNetwork, PrivateHosts


class Nowhere:
    async def resolve(self, host: str, port: int) -> Sequence[str]:
        return ()


def test_a_name_without_an_address_is_unreachable() -> None:
    network = GuardedNetwork(Nowhere(), PrivateHosts())
    with pytest.raises(UnreachableError, match="has no address"):
        asyncio.run(network.judged("city.example", 80))
