"""The sign-in form; the link ``?account=mayor`` fills it in for a person of the demonstration."""

from typing import Any

from allauth.account.forms import LoginForm
from django.conf import settings
from django.forms import PasswordInput

from simin.web.sign_in.people import demo_password, demo_people


class SignInForm(LoginForm):  # type: ignore[misc]
    """An account that is not invented is never filled in, and never its password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True
        if not settings.SIMIN_MAIL:
            # The link to a forgotten password would promise an e-mail that never comes.
            self.fields["password"].help_text = ""
        asked = self.request.GET.get("account", "") if self.request else ""
        if asked and any(person.username == asked for person in demo_people()):
            self.fields["login"].initial = asked
            self.fields["password"].initial = demo_password()
            password = self.fields["password"].widget
            if isinstance(password, PasswordInput):
                password.render_value = True
