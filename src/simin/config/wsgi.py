"""Django as a WSGI application; the server runs it in a pool of threads."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
