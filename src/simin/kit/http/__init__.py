"""Fetching addresses that somebody configured, without becoming their hand inside our network.

A city's feeds are addresses typed by people, and a source may redirect wherever it likes. A fetch
that can be pointed at ``169.254.169.254`` or at the database next door is a hole in the wall
(server-side request forgery). Looking at the address before the fetch does not close it: a name
resolves to one address when it is looked at and to another when the socket connects (DNS
rebinding), an address has many spellings, and a good address redirects to a bad one. So the name is
resolved here, once; every resolved address is judged as a number; the socket connects to that very
number; and each redirect starts again from the beginning.

What never happens here: a second resolution, a proxy taken from the environment, a fetch without a
limit of bytes and time, a decompression without a bound, a secret in an error, a log or a ``repr``.
Stands on httpcore, whose network backend is a public port; httpx above it would log every address,
keys included.
"""

from simin.kit.http.client import Answer, Client, Limits, Outgoing
from simin.kit.http.errors import (
    AddressRefusedError,
    AnswerBrokenError,
    AnswerTooLargeError,
    AnswerTooSlowError,
    FetchError,
    SecretMissingError,
    UnreachableError,
)
from simin.kit.http.network import Resolver, SystemResolver
from simin.kit.http.secrets import Secrets

__all__ = [
    "AddressRefusedError",
    "Answer",
    "AnswerBrokenError",
    "AnswerTooLargeError",
    "AnswerTooSlowError",
    "Client",
    "FetchError",
    "Limits",
    "Outgoing",
    "Resolver",
    "SecretMissingError",
    "Secrets",
    "SystemResolver",
    "UnreachableError",
]
