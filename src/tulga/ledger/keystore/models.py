"""Data keys, wrapped. This table lives in a database of its own so that it can be backed up apart, and for shorter:
a key that was destroyed must not come back from a backup of the ledger."""

from django.db import models


class DataKey(models.Model):
    """The key under which everything personal about one subject is stored. Deleting the row is the erasure."""

    subject = models.UUIDField(primary_key=True)
    master = models.CharField(max_length=32)
    wrapped = models.BinaryField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["master"])]  # noqa: RUF012 - Django's own form
