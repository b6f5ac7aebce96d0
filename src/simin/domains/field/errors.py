"""What the field refuses; a wrong field of a form is a ``RejectedError``."""

from simin.kit.errors import NotAllowedError, NotFoundError, RejectedError


class UnknownLinkError(NotFoundError):
    """No invitation has this secret."""


class TooManyTriesError(NotAllowedError):
    """Somebody guesses: this network tried too many links that do not exist."""


class LinkEndedError(NotAllowedError):
    """The invitation has run out or was taken back."""

    def __init__(self, *, revoked: bool) -> None:
        super().__init__("the link was taken back" if revoked else "the link has run out")
        self.revoked = revoked


class UnknownInvitationError(NotFoundError):
    """No such invitation, or not for this account."""


class UnknownUploadError(NotFoundError):
    """No such upload of this invitation; it was never begun, or was given up."""


class WrongOffsetError(RejectedError):
    """The piece does not begin where the upload stands."""

    def __init__(self, given: int, offset: int) -> None:
        super().__init__("Upload-Offset", f"{given} where {offset} comes next")
        self.offset = offset


class UnknownCallError(NotFoundError):
    """No such call, or the caller is not in it."""


class WrongCallStateError(NotAllowedError):
    """That is not possible any more: the call is in another state."""


class NoConsentError(NotAllowedError):
    """Both sides must agree before anything is recorded, and as long as it is."""
