"""The ways out of the house, by the scheme of an address; each of them is guarded."""

from collections.abc import Mapping

from simin.ingest.runner.ports import Network
from simin.kit.http import AddressRefusedError, Answer, Limits, Outgoing


class WaysOut:
    """A network that hands each request to the one that speaks its scheme."""

    def __init__(self, ways: Mapping[str, Network], *, otherwise: Network) -> None:
        self._ways = ways
        self._otherwise = otherwise

    async def fetch(self, outgoing: Outgoing, limits: Limits | None = None) -> Answer:
        """A query goes to databases only, and nothing else does."""
        way = self._ways.get(outgoing.url.partition(":")[0])
        if (way is not None) != (outgoing.method == "QUERY"):
            raise AddressRefusedError("the address does not fit what is asked")
        return await (way or self._otherwise).fetch(outgoing, limits)
