"""Django's settings, from the environment alone."""

from pathlib import Path

import dj_database_url
from django.utils.csp import CSP

from simin.config import environment, mail, openid_connect

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret()
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simin.kit.outbox",
    "simin.domains.picture",
    "simin.domains.places",
    "simin.domains.identity",
    "simin.domains.audit",
    "simin.domains.transparency",
    "simin.domains.releases",
    "simin.domains.observations",
    "simin.domains.indicators",
    "simin.domains.catalogue",
    "simin.domains.dataset_requests",
    "simin.domains.devices",
    "simin.domains.guesses",
    "simin.domains.kiosks",
    "simin.domains.subscriptions",
    "simin.domains.warnings",
    "simin.domains.alerts",
    "simin.domains.effects",
    "simin.domains.news",
    "simin.domains.incidents",
    "simin.domains.procedures",
    "simin.domains.field",
    "simin.domains.directives",
    "simin.domains.projects",
    "simin.ingest",
    "simin.workflows",
    "simin.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing; readers never wait. A commit is on disk before it is
    # acknowledged (synchronous=FULL): invariant 2.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

# Folders of immutable Parquet files; the database says which of them count.
SIMIN_OBSERVATIONS = ENVIRONMENT.observations_folder
SIMIN_DATASETS = ENVIRONMENT.datasets_folder
# What people hand in: photos, recordings, evidence.
SIMIN_FILES = ENVIRONMENT.files_folder
# Who sends the city's warnings (CAP 1.2: unique in the world, hence the host's name).
SIMIN_WARNINGS_SENDER = f"warnings@{(ENVIRONMENT.allowed_hosts or ('localhost',))[0]}"

# The transparency log's files, and the witnesses whose signatures it takes.
SIMIN_LOG = ENVIRONMENT.log_folder
SIMIN_LOG_WITNESSES = ENVIRONMENT.log_witnesses

# How calls find their way (WebRTC), and the address of a gateway that runs on its own.
SIMIN_STUN_URLS = ENVIRONMENT.stun_urls
SIMIN_TURN_URLS = ENVIRONMENT.turn_urls
SIMIN_TURN_SECRET = ENVIRONMENT.turn_secret
SIMIN_LIVE_URL = ENVIRONMENT.live_url

# The key by which push services know us, and those besides the browsers' own.
SIMIN_PUSH_KEY = ENVIRONMENT.push_file
SIMIN_PUSH_HOSTS = ENVIRONMENT.push_hosts

AUTH_USER_MODEL = "identity.Account"
USE_TZ = True
TIME_ZONE = "UTC"
ROOT_URLCONF = "simin.config.urls"
WSGI_APPLICATION = "simin.config.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "simin.web.permissions_policy.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simin.web.gate.Gate",
    "simin.web.only_posted.OnlyPosted",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Nobody's files are written down but where a view takes them.
FILE_UPLOAD_HANDLERS = [
    "simin.web.bodies.files.OnlyWhereTaken",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = None  # nothing is collected: the package holds what it serves
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True

# Limits of sign-in count here, for each process its own. With less room a stranger's many addresses
# would push out what is counted of others.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Sign-in ---

#: Whether e-mail can be sent at all.
SIMIN_MAIL = bool(ENVIRONMENT.smtp_url)
SIMIN_OIDC = openid_connect.is_configured(ENVIRONMENT)
SIMIN_SIGN_UP = ENVIRONMENT.sign_up
SIMIN_REQUIRE_SECOND_FACTOR = ENVIRONMENT.require_second_factor
#: Name of the route where the office's people land after signing in.
SIMIN_OFFICE_URL = "office"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "citizen"
ACCOUNT_LOGOUT_REDIRECT_URL = "citizen"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "email")},
    },
]

ACCOUNT_ADAPTER = "simin.web.adapters.AccountAdapter"
ACCOUNT_USER_DISPLAY = "simin.web.adapters.display_name"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {"login": "simin.web.sign_in.form.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "email*" if SIMIN_MAIL else "email",
    "password1*",
    "password2*",
]
ACCOUNT_EMAIL_VERIFICATION = "optional" if SIMIN_MAIL else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = SIMIN_MAIL
# Whoever answers what citizens are asked (``/noticed/``), from one address.
ACCOUNT_RATE_LIMITS = {
    "noticed": "30/h/ip",
    "dataset_request": "5/h/ip",
    "guess": "60/h/ip",
    "follow": "20/h/ip",
}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.tls else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies

MFA_ADAPTER = "simin.web.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Simin"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# E-mail addresses are no means of signing in here, so a second factor does not wait for them.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers allow passkeys without TLS on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.tls

SOCIALACCOUNT_ADAPTER = "simin.web.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = openid_connect.providers(ENVIRONMENT)
SOCIALACCOUNT_STORE_TOKENS = False

MAILERS = {"default": mail.mailer(ENVIRONMENT.smtp_url)}
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

# --- Cookies and headers ---

# A cookie named __Host-… is refused by browsers unless it is secure and of this very host.
SESSION_COOKIE_NAME = "__Host-simin" if ENVIRONMENT.tls else "simin"
SESSION_COOKIE_SECURE = ENVIRONMENT.tls
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-simin-form" if ENVIRONMENT.tls else "simin-form"
CSRF_COOKIE_SECURE = ENVIRONMENT.tls
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

if ENVIRONMENT.tls:
    # TLS ends at the reverse proxy, which must set this header and drop a caller's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "connect-src": [CSP.SELF, *([ENVIRONMENT.live_url] if ENVIRONMENT.live_url else [])],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF, *openid_connect.origins(ENVIRONMENT)],
}
