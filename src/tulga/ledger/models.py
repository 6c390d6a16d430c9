"""What is stored of the ledger. The database itself refuses to change or delete a row of these tables."""

from django.db import models


class Entry(models.Model):
    """One thing that happened. `hash` covers every other column, the payload as it is stored (encrypted)."""

    position = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(unique=True)
    stream = models.CharField(max_length=40)
    stream_id = models.UUIDField()
    number = models.IntegerField()
    kind = models.CharField(max_length=60)
    version = models.IntegerField()
    effective_on = models.CharField(max_length=60)
    effective_earliest = models.DateField(null=True)
    effective_latest = models.DateField(null=True)
    acted_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_index=True)
    actor = models.UUIDField()
    organisation = models.UUIDField()
    device = models.CharField(max_length=80)
    subject = models.UUIDField(null=True)
    based_on = models.IntegerField(null=True)
    payload = models.BinaryField()
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [  # noqa: RUF012 - Django's own form
            models.UniqueConstraint(fields=["stream_id", "number"], name="ledger_one_entry_per_number"),
            models.CheckConstraint(condition=models.Q(position__gte=1, number__gte=1), name="ledger_counts_from_one"),
        ]


class Seal(models.Model):
    """A signed statement of which entries stood at which positions. The exported copy is the one that counts."""

    number = models.IntegerField(primary_key=True)
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    statement = models.BinaryField()
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()


class Quarantined(models.Model):
    """An entry that arrived and was not accepted; it is kept until a person has looked at it."""

    id = models.UUIDField(primary_key=True)
    entry_id = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=60)
    stream = models.CharField(max_length=40)
    stream_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    effective_on = models.CharField(max_length=60)
    acted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    actor = models.UUIDField()
    organisation = models.UUIDField()
    device = models.CharField(max_length=80)
    subject = models.UUIDField(null=True)
    payload = models.BinaryField()


class ErasedSubject(models.Model):
    """View: subjects whose key was destroyed, and by which entry."""

    subject = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()


class RevokedDevice(models.Model):
    """View: devices whose entries are quarantined instead of accepted."""

    device = models.CharField(primary_key=True, max_length=80)
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()


class TracesLeft(models.Model):
    """Work that an erasure still owes: files may hold what it deleted until `scrub` is through."""

    since = models.DateTimeField()
