"""By which way a person told the desk of an incident. Pure."""

from enum import StrEnum

#: The source of what was typed at the desk.
DESK = "desk"


class Channel(StrEnum):
    EMERGENCY = "119"
    POLICE = "112"
    COMPLAINTS = "120"
    CITIZEN = "citizen"
    CAMERA = "camera"
    FIELD = "field"
    OPERATOR = "operator"
