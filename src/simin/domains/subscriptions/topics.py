"""What can be followed: ``warnings``, ``pledges``, ``project/ID``, ``pledge/ID``. Pure."""

from simin.kit.errors import RejectedError

WARNINGS, PLEDGES = "warnings", "pledges"
LONGEST = 120
_KINDS = ("project", "pledge")
#: From the worst to the least; what is followed "from ``moderate`` up" is that and what is worse.
SEVERITIES = ("extreme", "severe", "moderate", "minor")


def checked_topic(said: str) -> str:
    """Raises ``RejectedError``; whether there is such a project is asked elsewhere."""
    kind, _, name = said.partition("/")
    known = said in (WARNINGS, PLEDGES) or (kind in _KINDS and name)
    if not known or len(said) > LONGEST or not said.isprintable():
        raise RejectedError("topic", "is nothing that can be followed")
    return said


def kind_of(topic: str) -> str:
    return topic.partition("/")[0]


def name_of(topic: str) -> str:
    return topic.partition("/")[2]


def rank(severity: str) -> int:
    """0 is the worst; what says nothing of how grave it is reaches only who wants all."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
