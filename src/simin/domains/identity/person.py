"""Someone for whom an account is to be opened."""

from dataclasses import dataclass

from simin.domains.identity.roles import Role, Theme
from simin.kit.text import Text


@dataclass(frozen=True, kw_only=True)
class Person:
    """The password is not among the facts, so that this can be logged and compared."""

    username: str
    #: Language code to the name that others see.
    name: Text
    email: str = ""
    #: Department id.
    department: str | None = None
    #: A department officer's role is limited to ``department``, the others are not.
    roles: tuple[Role, ...] = ()
    language: str = ""
    theme: Theme = Theme.DEVICE
    #: A person of the demonstration, who does not exist.
    invented: bool = False
