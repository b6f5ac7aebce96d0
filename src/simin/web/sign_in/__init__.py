"""What sign-in adds to django-allauth: the people of a demonstration, one click away.

Checks no password and opens no session: allauth does.
"""
