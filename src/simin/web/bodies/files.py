"""Files of forms, where Django would write them: only where a view takes them, of whom it lets in.

The form's token is looked for before the gate is reached, and with it the whole form is read; so
without this any view would write down what anybody sends. First of ``FILE_UPLOAD_HANDLERS``.
"""

from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from simin.domains.identity import policies
from simin.web.access import Access, Door, access_of, roles_held
from simin.web.bodies.limits import has_files


class FilesRefusedError(TooManyFilesSent):
    """A file for a view that takes none."""

    def __init__(self) -> None:
        super().__init__("no files are taken here")


class OnlyWhereTaken(FileUploadHandler):
    """Lets a file pass to the handlers after it, leaves it out, or ends the reading of the form."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        match = self.request.resolver_match if self.request else None
        if self.request is None or match is None or not has_files(match.func):
            raise FilesRefusedError
        if not _lets_in(self.request, access_of(match.func, match.view_name)):
            raise SkipFile  # the gate says why, or asks to sign in
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        return raw_data

    def file_complete(self, _size: int) -> None:
        return None


def _lets_in(request: HttpRequest, access: Access | None) -> bool:
    if access is None or access.door is Door.PUBLIC:
        return access is not None
    return request.user.is_authenticated and (
        access.door is Door.SIGNED_IN or policies.may(roles_held(request), access.roles)
    )
