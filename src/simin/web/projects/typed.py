"""What people typed and handed in on the pages of projects, as it is meant."""

import re
import uuid
from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from simin.domains.projects.services import HandedPhoto
from simin.kit.errors import RejectedError
from simin.kit.pictures import LARGEST, picture

#: Of what is typed and shown again.
LONGEST = 5000
_NUMBER = re.compile(r"[-+]?\d{1,12}([.,]\d{1,12})?")


def posted(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:LONGEST].replace("\0", "") for name in names}


def new_key() -> str:
    return uuid.uuid4().hex


def number_of(text: str, field: str) -> float | None:
    """``41.5`` or ``41,5``; None where nothing was typed."""
    plain = text.strip().removesuffix("%").strip()
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain):
        raise RejectedError(field, "is no number")
    return float(plain.replace(",", "."))


def day_of(text: str, field: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise RejectedError(field, "is no day such as 2022-03-05") from error


def handed_photos(request: HttpRequest) -> Sequence[HandedPhoto]:
    """Each drawn anew, without where and with what it was taken."""
    told = posted(request, "spot", "taken_on")
    taken_on = day_of(told["taken_on"], "taken_on")
    files = [one for one in request.FILES.getlist("photo") if isinstance(one, UploadedFile)]
    return [
        HandedPhoto(
            picture=picture(file.read(LARGEST + 1)), spot=told["spot"][:60], taken_on=taken_on
        )
        for file in files
    ]
