"""Papers about a project: an address on the web, or a PDF."""

from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.projects import policies
from simin.domains.projects.checks import LONGEST_NAME, wrong_link
from simin.domains.projects.errors import UnknownProjectError
from simin.domains.projects.events import ProjectRecorded
from simin.domains.projects.models import Document, Project
from simin.domains.projects.services.record import (
    locked_project,
    moment,
    project_subject,
    recorded,
    tell,
)
from simin.kit.errors import RejectedError
from simin.kit.file_store import store_of

PDF = "application/pdf"
LARGEST = 20 * 1024 * 1024


@transaction.atomic
def add_document(
    project_id: str,
    name: str,
    *,
    link: str = "",
    file: bytes | None = None,
    public: bool = False,
    by: Reader,
) -> int:
    """The document's number; the same again is the same."""
    project = locked_project(project_id)
    policies.check_keeps(by, project.unit)
    _check(name, link, file)
    at = moment()
    stored = store_of("projects").put(file).name if file else ""
    made, new = Document.objects.get_or_create(
        project=project,
        name=name.strip(),
        link=link.strip(),
        sha256=stored,
        defaults={
            "media_type": PDF if file else "",
            "public": public,
            "added_at": at,
            "by": by.username,
        },
    )
    if new:
        _record(project, {"document": made.name, "public": public}, by.username)
    return made.id


def _check(name: str, link: str, file: bytes | None) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise RejectedError("name", f"give it a name of at most {LONGEST_NAME} characters")
    if bool(link.strip()) == bool(file):
        raise RejectedError("link", "give an address or a file")
    for field, why in wrong_link("link", link.strip()):
        raise RejectedError(field, why)
    if file is not None and not (file.startswith(b"%PDF-") and len(file) <= LARGEST):
        raise RejectedError("file", f"give a PDF of at most {LARGEST // 1024 // 1024} MB")


@transaction.atomic
def show_document(project_id: str, document: int, *, public: bool, by: Reader) -> bool:
    project = locked_project(project_id)
    policies.check_keeps(by, project.unit)
    found = Document.objects.filter(project=project, id=document).first()
    if found is None:
        raise UnknownProjectError(f"project {project_id} has no document {document}")
    if found.public == public:
        return False
    found.public = public
    found.save(update_fields=["public"])
    _record(project, {"document": found.name, "public": [not public, public]}, by.username)
    return True


def _record(project: Project, details: dict[str, object], by: str) -> None:
    at = moment()
    recorded(project_subject(project.id), "document", by=by, at=at, details=details)
    tell(ProjectRecorded(project=project.id, parts=("documents",), by=by, at=at))
