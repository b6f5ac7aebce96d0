"""How allauth's sign-in fits this city: who may sign up, where one lands, how secrets are kept.

Everything else about sign-in is allauth's and its settings'. No role is ever given here.
"""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.translation import get_language

from simin.domains.identity.queries import Account
from simin.web.access import roles_held
from simin.web.landing import landing


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up and sign-in by password."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return bool(settings.SIMIN_SIGN_UP)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing(roles_held(request))


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in by the city's own OpenID Connect issuer: whom it vouches for gets an account."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: SocialLogin) -> bool:
        return bool(settings.SIMIN_OIDC)

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Account:
        """Also takes the name, in the city's first language for want of knowing better."""
        account: Account = super().populate_user(request, sociallogin, data)
        if data.get("name"):
            account.name = {settings.LANGUAGE_CODE: data["name"]}
        return account


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; their secrets are encrypted, so that a stolen database signs nobody in."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def display_name(account: Account) -> str:
    """The name that others see, in the language of the page."""
    return account.display_name(get_language() or settings.LANGUAGE_CODE)


def _cipher() -> MultiFernet:
    """The newest key encrypts; older ones of ``SECRET_KEY_FALLBACKS`` still decrypt."""
    return MultiFernet(
        [Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str | bytes) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"simin.second-factor")
    return urlsafe_b64encode(derive.derive(force_bytes(secret)))
