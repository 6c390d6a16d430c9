"""What was said of nationality, as views of the ledger. What an entry says stays encrypted in the ledger."""

from django.db import models


class NationalityEntry(models.Model):
    """One entry about the nationality of a record's person. The key is the id of the entry."""

    entry = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    organisation = models.UUIDField()  # who said it; an authority of the State sees only what it said itself
    actor = models.UUIDField()
    kind = models.CharField(max_length=8)  # fact, answer, finding
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    effective_earliest = models.DateField(null=True)
    effective_latest = models.DateField(null=True)
    withdrawn_position = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["record_id", "position"])]  # noqa: RUF012


class Correction(models.Model):
    """A proposal to correct a rule; about no person."""

    entry = models.UUIDField(primary_key=True)
    rule = models.CharField(max_length=60, db_index=True)
    pack = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    text = models.TextField()
    why = models.TextField()
    organisation = models.UUIDField()
    actor = models.UUIDField()
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
