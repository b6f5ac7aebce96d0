"""Who may call the routes of libraries, by route name, since their views cannot be marked.

A route that a new version of a library brings is in no table and therefore refused.
"""

from django.conf import settings

_PASSWORD_RESET = {
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
_EMAIL_CONFIRMATION = {"account_confirm_email", "account_email_verification_sent"}
_OPENID_CONNECT = {
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}

#: Need a mail server, without which they would promise what never comes.
_BY_MAIL = _PASSWORD_RESET | _EMAIL_CONFIRMATION

PUBLIC: frozenset[str] = frozenset(
    {
        "set_language",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "mfa_authenticate",
        "mfa_login_webauthn",
        *(_BY_MAIL if settings.SIMIN_MAIL else ()),
        *(_OPENID_CONNECT if settings.SIMIN_OIDC else ()),
    }
)

SIGNED_IN: frozenset[str] = frozenset(
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
        *({"socialaccount_connections"} if settings.SIMIN_OIDC else ()),
    }
)

CLOSED: frozenset[str] = frozenset(
    {
        # Sign-in by a code in an e-mail is weaker than what else there is.
        "account_confirm_login_code",
        # allauth's old addresses, which have no names; a redirect of our own is marked.
        "django.views.generic.base.RedirectView",
        *(() if settings.SIMIN_MAIL else _BY_MAIL),
        *(() if settings.SIMIN_OIDC else {*_OPENID_CONNECT, "socialaccount_connections"}),
    }
)
