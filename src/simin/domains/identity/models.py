"""The tables of people and the organisation. Times are real time, never the city's."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simin.domains.identity.organisation import DepartmentKind
from simin.domains.identity.roles import Role, Theme
from simin.kit.text import pick


class Department(models.Model):
    """A department or an agency."""

    id = models.CharField(max_length=100, primary_key=True)
    name = models.JSONField()
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in DepartmentKind])
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True)
    rank = models.IntegerField(default=0)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by username; opening one is ``services.open_account``."""


class Account(AbstractBaseUser):
    """Someone who signs in."""

    username = models.CharField(
        _("username"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This name is taken.")},
    )
    #: Language code to the name that others see.
    name = models.JSONField(default=dict)
    email = models.EmailField(_("e-mail address"), blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    #: A person of the demonstration, who does not exist.
    invented = models.BooleanField(default=False)
    #: Language code; empty follows the browser.
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=10, blank=True, choices=[(it, it) for it in Theme])
    #: Django's name for an account that has not been closed.
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.username

    def display_name(self, language: str) -> str:
        """The name that others see, else the username."""
        return pick(self.name, language) or self.username


class RoleAssignment(models.Model):
    """An account holds a role from ``since`` until ``until``; the row stays when it ends."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=[(role, role) for role in Role])
    #: Where the role is limited to one department.
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    #: Username, or ``system``.
    granted_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["role", "account"], name="identity_role_holders")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "department"],
                condition=Q(until=None, department__isnull=False),
                name="identity_role_held_once",
            ),
            models.UniqueConstraint(
                fields=["account", "role"],
                condition=Q(until=None, department=None),
                name="identity_wide_role_held_once",
            ),
        ]


class PushSubscription(models.Model):
    """A browser in which an account is told of what concerns it; times are real time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    #: What the person calls it: a kind of browser on a kind of machine.
    label = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField(default=timezone.now)
