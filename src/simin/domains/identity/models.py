"""Accounts."""

from django.contrib.auth.models import AbstractUser


class Account(AbstractUser):
    """Someone who signs in."""
