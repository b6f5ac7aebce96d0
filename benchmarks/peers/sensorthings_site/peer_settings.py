"""Settings of django-ogc-sensorthings as its documentation says, tuned for speed.

No middleware, no docs, no debug, persistent database connections: everything that could slow it
down and is not needed for what is measured is off.
"""

import os
from uuid import UUID

import django.db.backends.postgresql.base  # noqa: F401 (fails here and not under load)

SECRET_KEY = "of a benchmark that lives for a minute"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "sensorthings.versions.v1_1",
    "sensorthings.versions.v1_1.backends.django",
    "sensorthings.versions.v1_1.extensions.dataarray",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "peer_urls"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": "127.0.0.1",
        "PORT": os.environ["PEER_DATABASE_PORT"],
        "CONN_MAX_AGE": 0 if os.environ.get("PEER_POOL") else None,
        "OPTIONS": {"pool": {"min_size": 4, "max_size": 12}} if os.environ.get("PEER_POOL") else {},
    }
}
SENSORTHINGS_V1_1_SERVICE_URL = "http://127.0.0.1/sensorthings"
SENSORTHINGS_V1_1_BACKEND_ADAPTER = (
    "sensorthings.versions.v1_1.backends.django.adapter.DjangoBackendAdapter"
)
SENSORTHINGS_V1_1_ID_TYPE = UUID
SENSORTHINGS_V1_1_ID_DELIMITER = "'"
SENSORTHINGS_V1_1_DOCS_ENABLED = False
