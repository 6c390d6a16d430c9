"""Cases as views of the ledger."""

from django.db import models


class CaseRow(models.Model):
    """One entry of a case. The key is the id of the entry.

    `procedure` is what the entry itself names (an opening, a decision), else empty: a row never depends on another one.
    """

    entry = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(db_index=True)
    record_id = models.UUIDField()
    organisation = models.UUIDField()
    actor = models.UUIDField()
    kind = models.CharField(max_length=16)  # opened, step, decision, notice, paper
    procedure = models.CharField(max_length=30)
    value = models.TextField()  # the procedure, the step, the outcome, the means, the paper
    country = models.CharField(max_length=3, null=True)  # noqa: DJ001 - null is "no State named"
    authority = models.TextField()
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    effective_earliest = models.DateField(null=True)
    effective_latest = models.DateField(null=True)
    withdrawn_position = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["record_id", "position"])]
