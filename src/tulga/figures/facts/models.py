"""Entered facts and the declaration of a demonstration, as views of the ledger."""

from django.db import models


class FactRow(models.Model):
    """One entered fact. The key is the id of the entry; a withdrawn one stays for questions about what was known."""

    entry = models.UUIDField(primary_key=True)
    figure = models.CharField(max_length=80, db_index=True)
    value = models.BigIntegerField(null=True)  # null: the fact is a list
    items = models.TextField()  # codes, one a line
    as_of = models.DateField()
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    document_date = models.CharField(max_length=40)
    url = models.CharField(max_length=400)
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    withdrawn_position = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class DemonstrationRow(models.Model):
    """One row makes everything that this operation prints a demonstration."""

    entry = models.UUIDField(primary_key=True)
    seed = models.BigIntegerField()
    scale = models.IntegerField()
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
