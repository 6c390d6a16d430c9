"""Releases as they were frozen. The database refuses to change or delete a row: what was published stays so."""

from django.db import models


class ReleaseRow(models.Model):
    """One release: the whole document, byte for byte, and its digest. It holds no way back to a person.

    Not a view of the ledger: the ledger holds the digest (`ReleaseMade`), this table what the digest is of.
    """

    id = models.UUIDField(primary_key=True)
    number = models.IntegerField()  # counted per country
    country = models.CharField(max_length=3)
    as_of = models.DateField()
    known_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=10)
    demonstration = models.BooleanField()
    released_at = models.DateTimeField()
    seal_root = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    document = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="figures_released_one_number")]
