"""Accounts, organisations, roles, and who looked at which file."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from tulga.access.entries import OrganisationKind
from tulga.access.roles import ALL_ROLES


class AccountManager(BaseUserManager["Account"]):
    def create_account(self, email: str, password: str | None = None, **extra: object) -> "Account":
        account = self.model(email=email.strip().casefold(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().casefold())


class Account(AbstractBaseUser):
    """One sign-in. Its id is the opaque actor of the ledger; the address stays here.

    Not a view of the ledger, on purpose: it holds credentials, and `ledger rebuild` leaves it alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Organisation(models.Model):
    """View of the ledger. Its kind decides what nobody of it may see (asylum claims, for an authority)."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in OrganisationKind])
    position = models.BigIntegerField()
    opened_at = models.DateTimeField()


class RoleGrant(models.Model):
    """View of the ledger: this account holds this role there, between these days (half-open)."""

    id = models.UUIDField(primary_key=True)
    account = models.UUIDField(db_index=True)
    organisation = models.UUIDField()
    role = models.CharField(max_length=20, choices=[(role, role) for role in sorted(ALL_ROLES)])
    areas = models.JSONField(null=True)  # None: every area. Read as a whole, never queried.
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    granted_by = models.UUIDField()
    position = models.BigIntegerField()


class FileView(models.Model):
    """Somebody looked at a file, or counted people, and why. The database refuses to change or delete a row.

    Not a view of the ledger: looking is not an act about the person. It holds ids only, so that it survives an erasure.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    account = models.UUIDField()
    organisation = models.UUIDField()
    record_id = models.UUIDField(null=True)  # null: not one file but a count over all
    what = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["record_id", "at"]), models.Index(fields=["account", "at"])]
