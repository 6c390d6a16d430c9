"""What is known of people, as views of the ledger: one row per statement, never a column that forgets who said it.

Every row carries the position and time at which it was recorded and, once withdrawn, those of the withdrawal: what is
known at a time, and what stands as of a day, are plain filters. Numbers of papers, narrative and contacts are not here:
they stay encrypted in the ledger and are decrypted when a file is opened.
"""

from django.db import models

from tulga.register.entries import Basis, NationalityStatus, PresenceEnd, Relation, Sex, SourceKind, Verdict


def _choices(enumeration: type) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in enumeration]  # type: ignore[attr-defined]


class Record(models.Model):
    """What one source said of somebody. Scope (organisation, area) is decided here, per record."""

    id = models.UUIDField(primary_key=True)
    person_minted = models.UUIDField()
    organisation = models.UUIDField()
    source_kind = models.CharField(max_length=20, choices=_choices(SourceKind))
    source = models.TextField()
    campaign = models.CharField(max_length=80, null=True)  # noqa: DJ001 - null is "no campaign", not ""
    area = models.CharField(max_length=60)  # "" is "not said": within the scope of every area only
    origin = models.CharField(max_length=3, null=True)  # noqa: DJ001 - null is "not said"
    entry = models.UUIDField()
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    effective_earliest = models.DateField(null=True)
    effective_latest = models.DateField(null=True)
    withdrawn_position = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "area"]), models.Index(fields=["campaign"])]  # noqa: RUF012


class Statement(models.Model):
    """What all statements about a record share. The key is the id of the entry."""

    entry = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    organisation = models.UUIDField()  # who said it; an authority of the State sees only what it said itself
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    effective_earliest = models.DateField(null=True)
    effective_latest = models.DateField(null=True)
    withdrawn_position = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["record_id", "position"])]  # noqa: RUF012


class Name(Statement):
    full = models.TextField()
    search_key = models.TextField()  # computed in Python: equal on both databases

    class Meta(Statement.Meta):
        pass


class Birth(Statement):
    date = models.CharField(max_length=40)
    country = models.CharField(max_length=3, null=True)  # noqa: DJ001 - null is "not said"
    area = models.TextField(null=True)  # noqa: DJ001
    place = models.TextField(null=True)  # noqa: DJ001


class SexRow(Statement):
    sex = models.CharField(max_length=8, choices=_choices(Sex))


class Residence(Statement):
    country = models.CharField(max_length=3, null=True)  # noqa: DJ001 - null is "not said"
    area = models.TextField(null=True)  # noqa: DJ001
    place = models.TextField(null=True)  # noqa: DJ001
    period_start = models.CharField(max_length=40)
    period_end = models.CharField(max_length=40, null=True)  # noqa: DJ001


class RelationRow(Statement):
    relation = models.CharField(max_length=12, choices=_choices(Relation))
    other_record = models.UUIDField(null=True)
    third_person = models.UUIDField(null=True)

    class Meta(Statement.Meta):
        indexes = [*Statement.Meta.indexes, models.Index(fields=["other_record"])]  # noqa: RUF012


class HouseholdRow(Statement):
    household = models.UUIDField()
    role = models.TextField()
    left = models.BooleanField()


class Paper(Statement):
    paper = models.TextField()
    issuer = models.TextField()
    number_key = models.CharField(max_length=32, null=True)  # noqa: DJ001 - HMAC of the number; null is "no number"
    seen = models.BooleanField()

    class Meta(Statement.Meta):
        indexes = [*Statement.Meta.indexes, models.Index(fields=["number_key"])]  # noqa: RUF012


class Evidence(Statement):
    fact = models.TextField()
    weight = models.CharField(max_length=8)


class Nationality(Statement):
    status = models.CharField(max_length=16, choices=_choices(NationalityStatus))
    basis = models.CharField(max_length=20, choices=_choices(Basis))
    country = models.CharField(max_length=3, null=True)  # noqa: DJ001
    authority = models.TextField(null=True)  # noqa: DJ001
    ends = models.BooleanField()


class Presence(Statement):
    why = models.CharField(max_length=10, choices=_choices(PresenceEnd))


class Judgement(models.Model):
    """That two records are one person, or not; withdrawn ones stay."""

    id = models.UUIDField(primary_key=True)  # the id of the entry
    first = models.UUIDField(db_index=True)
    second = models.UUIDField(db_index=True)
    verdict = models.CharField(max_length=10, choices=_choices(Verdict))
    actor = models.UUIDField()
    organisation = models.UUIDField()
    score = models.FloatField(null=True)
    matcher = models.TextField(null=True)  # noqa: DJ001
    position = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    withdrawn_position = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Membership(models.Model):
    """The person that a record belongs to, worked out from the standing judgements."""

    record_id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField(db_index=True)


class Task(models.Model):
    """Something that a person has to look at. A closed one stays, with the time at which somebody closed it."""

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField(db_index=True)
    other_record = models.UUIDField(null=True)  # whoever may not see this one is not told of the task
    kind = models.CharField(max_length=40)
    entry = models.UUIDField(null=True)
    position = models.BigIntegerField()
    opened_at = models.DateTimeField()
    closed_position = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)


STATEMENTS: tuple[type[Statement], ...] = (
    Name, Birth, SexRow, Residence, RelationRow, HouseholdRow, Paper, Evidence, Nationality, Presence,
)  # fmt: skip
