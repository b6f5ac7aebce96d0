"""Reports, invitations and positions as lines that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simin.domains.field import policies
from simin.domains.field.queries import Invitation, Position, Report
from simin.web.field.vocabulary import CALL_STATES, KINDS, POSITIONS, SHAPES, UNIT_STATES
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso


@dataclass(frozen=True)
class ReportLine:
    report: Report
    time: CityTime

    @property
    def id(self) -> int:
        return self.report.id

    @property
    def kind(self) -> str:
        return self.report.kind

    @property
    def icon(self) -> str:
        return SHAPES.get(self.report.kind, "info")

    @property
    def who(self) -> str:
        return self.report.invitation.who

    @property
    def mine(self) -> bool:
        """Whether the phone sent it."""
        return self.report.by == "phone"

    @property
    def text(self) -> str:
        told: Mapping[str, Mapping[str, object]] = {
            "state": UNIT_STATES,
            "call": CALL_STATES,
            "position": POSITIONS,
        }
        word = told.get(self.report.kind, {}).get(self.report.state)
        return self.report.text or str(word or KINDS.get(self.report.kind, ""))

    @property
    def clock(self) -> str:
        return self.time.clock(self.report.at)

    @property
    def iso(self) -> str:
        return iso(self.report.at)

    @property
    def has_picture(self) -> bool:
        return bool(self.report.thumbnail)

    @property
    def has_recording(self) -> bool:
        return self.report.kind == "recording" and bool(self.report.file)

    @property
    def megabytes(self) -> float:
        return self.report.size / 1e6


@dataclass(frozen=True)
class InvitationLine:
    invitation: Invitation
    time: CityTime
    #: Real time.
    now: datetime
    position: Position | None = None

    @property
    def handle(self) -> str:
        return self.invitation.handle

    @property
    def who(self) -> str:
        return self.invitation.who

    @property
    def purpose(self) -> str:
        return self.invitation.purpose

    @property
    def subject(self) -> str:
        return in_words(self.invitation.subject_title)

    @property
    def good(self) -> bool:
        return policies.is_good(self.invitation, self.now)

    @property
    def revoked(self) -> bool:
        return self.invitation.revoked_at is not None

    @property
    def opened(self) -> bool:
        return self.invitation.opened_at is not None

    @property
    def until(self) -> str:
        """Real time, in the city's zone: a link does not live in replayed time."""
        return CityTime(self.now, self.time.zone).clock(self.invitation.expires_at)

    @property
    def until_iso(self) -> str:
        return iso(self.invitation.expires_at)

    @property
    def shares(self) -> bool:
        """Whether the person lets it be seen where they are; lists say no more."""
        return self.good and self.invitation.position_allowed_at is not None

    @property
    def where(self) -> str:
        """``37.5123, 127.0456 ±8 m``; empty where it is not to be seen. Each look is written down
        (``looking.position_seen``)."""
        spot = self.position
        if spot is None or not self.shares:
            return ""
        return f"{spot.latitude:.5f}, {spot.longitude:.5f} ±{spot.accuracy:.0f} m"
