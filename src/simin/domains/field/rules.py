"""How long things are kept, as the city pack says. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from simin.kit.errors import RejectedError


@dataclass(frozen=True, kw_only=True)
class FieldRules:
    """Whole numbers; what has passed is deleted by the worker."""

    #: A link is good for so many hours, unless its maker says fewer or more.
    invitation_hours: int = 12
    longest_invitation_hours: int = 72
    #: Days after the link has ended.
    positions_days: int = 7
    #: Days after they were made.
    recordings_days: int = 30
    photos_days: int = 1825

    def check(self) -> None:
        """Raises ``RejectedError`` naming the field."""
        for name, value in vars(self).items():
            if not 1 <= value <= 36500:
                raise RejectedError(name, f"{value} is not between 1 and 36500")
        if self.invitation_hours > self.longest_invitation_hours:
            raise RejectedError("invitation_hours", "is more than longest_invitation_hours")

    def keeps(self, kind: str) -> timedelta:
        """How long a report of this kind is kept with its file."""
        return timedelta(days=self.recordings_days if kind == "recording" else self.photos_days)
