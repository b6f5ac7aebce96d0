"""A frame as it is kept: its bytes in both views, handed on and never changed."""

from dataclasses import dataclass

from simin.domains.picture.frame import OfficeFrame, PublicFrame, View
from simin.domains.picture.wire import office_frame, public_frame


@dataclass(frozen=True, slots=True)
class StoredFrame:
    """One numbered frame."""

    number: int
    #: Wire bytes of ``PublicFrame``; ``hash`` covers exactly these.
    public: bytes
    #: Wire bytes of ``OfficeFrame``.
    office: bytes
    #: Leaf hash of the public frame, hex.
    hash: str

    def wire(self, view: View) -> bytes:
        return self.public if view is View.PUBLIC else self.office

    def decoded(self, view: View) -> PublicFrame | OfficeFrame:
        return public_frame(self.public) if view is View.PUBLIC else office_frame(self.office)
