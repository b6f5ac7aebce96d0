"""What is not there, or not now, is a page that says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simin.domains.warnings.errors import WrongStepError
from simin.kit.errors import NotFoundError, RejectedError
from simin.web.cut_links import not_understood

type View = Callable[..., HttpResponseBase]


def found(view: View) -> View:
    """404 for what is not there, a word on the page for what cannot be done any more."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotFoundError:
            return render(request, "warnings/missing.html", status=404)
        except WrongStepError:
            messages.error(
                request,
                _("That is not possible any more; see how it stands now."),
                "desk",
            )
            return redirect("warning", number=kwargs["number"])
        except RejectedError:
            return not_understood(request)

    return looked
