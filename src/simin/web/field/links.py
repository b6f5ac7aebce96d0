"""A link as it is handed over: its address, and a drawing of it that a phone's camera reads."""

import re
from dataclasses import dataclass
from io import BytesIO

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Link:
    address: str

    @property
    def drawing(self) -> SafeString:
        """A QR code as SVG, made by the library that draws those of second factors."""
        import qrcode  # noqa: PLC0415 - drawn seldom
        from qrcode.image.svg import SvgPathImage  # noqa: PLC0415

        out = BytesIO()
        qrcode.make(self.address, image_factory=SvgPathImage, border=2).save(out)
        svg = re.sub(r"^<\?xml.*?\?>\s*", "", out.getvalue().decode())
        svg = re.sub(r' (width|height)="[^"]*mm"', "", svg, count=2)
        return mark_safe(svg.replace("<svg ", '<svg role="img" aria-hidden="true" ', 1))  # noqa: S308


def link_to(request: HttpRequest, secret: str) -> Link:
    """In the maker's language; the page itself has both."""
    return Link(request.build_absolute_uri(reverse("field", args=[secret])))
