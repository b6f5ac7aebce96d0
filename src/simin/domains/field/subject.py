"""What an invitation is about: any card; an incident has units and a timeline besides. Pure."""

_INCIDENT = "incident/"
_PROJECT = "project/"


def of_incident(incident: str) -> str:
    return f"{_INCIDENT}{incident}"


def incident_of(subject: str) -> str | None:
    """The incident's number, where the subject is one."""
    return subject.removeprefix(_INCIDENT) if subject.startswith(_INCIDENT) else None


def project_of(subject: str) -> str | None:
    """The project's id, where the subject is one."""
    return subject.removeprefix(_PROJECT) if is_project(subject) else None


def is_project(subject: str) -> bool:
    return subject.startswith(_PROJECT)
