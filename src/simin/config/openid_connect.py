"""Sign-in by the city's own OpenID Connect issuer, as allauth wants to be told."""

from typing import Any
from urllib.parse import urlsplit

from simin.config.environment import Environment


def is_configured(environment: Environment) -> bool:
    return bool(environment.oidc_issuer and environment.oidc_client and environment.oidc_secret)


def providers(environment: Environment) -> dict[str, Any]:
    """``SOCIALACCOUNT_PROVIDERS``; empty unless issuer, client and secret are all given."""
    if not is_configured(environment):
        return {}
    application = {
        "provider_id": "city",
        "name": "OpenID Connect",
        "client_id": environment.oidc_client,
        "secret": environment.oidc_secret,
        "settings": {"server_url": environment.oidc_issuer},
    }
    return {"openid_connect": {"APPS": [application], "OAUTH_PKCE_ENABLED": True}}


def origins(environment: Environment) -> list[str]:
    """Where the sign-in form is sent on to; browsers hold a form's redirects to the policy too."""
    if not is_configured(environment):
        return []
    parts = urlsplit(environment.oidc_issuer)
    return [f"{parts.scheme}://{parts.netloc}"]
