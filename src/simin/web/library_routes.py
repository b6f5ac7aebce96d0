"""Who may call the routes of libraries, by route name, since their views cannot be marked.

A route that a new version of a library brings is in no table and therefore refused. What an
installation is not set up for is closed, rather than promising what never comes.
"""

from django.conf import settings

#: Need a mail server.
_BY_MAIL = frozenset(
    {
        "account_confirm_email",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)

#: Need an OpenID Connect issuer.
_BY_ISSUER = frozenset(
    {
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
    }
)

PUBLIC = (
    _BY_MAIL
    | _BY_ISSUER
    | {
        "set_language",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)

SIGNED_IN = frozenset(
    {
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "account_email",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate_webauthn",
        "socialaccount_connections",
    }
)

#: Never used here.
_UNUSED = frozenset(
    {
        # A code in an e-mail is weaker than what else there is.
        "account_confirm_login_code",
        "account_request_reauthentication_code",
        "account_confirm_reauthentication_code",
        # allauth's old addresses, which have no names; a redirect of our own is marked.
        "django.views.generic.base.RedirectView",
    }
)


def is_closed(route: str | None) -> bool:
    """Whether this installation does not offer the route."""
    if route in _BY_MAIL:
        return not settings.SIMIN_MAIL
    if route in _BY_ISSUER or route == "socialaccount_connections":
        return not settings.SIMIN_OIDC
    return route in _UNUSED
