"""The index of keys by which look-alikes are found: keyed hashes and numbers of records, never a name.

These tables are views of the ledger, written in the transaction of the statement that they come from. The last two are
a work list drawn from them, which may be emptied and drawn again at any time.
"""

from django.db import models


class IndexedRecord(models.Model):
    """A standing record with something to be found by. `keys` are its hashed keys, packed, eight bytes each."""

    record_id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(unique=True)  # the position at which it was opened: a short name for the rows below
    changed = models.BigIntegerField(db_index=True)  # the position of the last entry that may have changed the keys
    place = models.BigIntegerField()
    keys = models.BinaryField()
    words = models.BinaryField()  # its hashed words, packed as the keys are


class IndexPlace(models.Model):
    """An organisation and an area, by which scope is decided, under a short name; and how many records are indexed."""

    place = models.BigIntegerField(primary_key=True)  # the first eight bytes of a hash of both
    organisation = models.UUIDField()
    area = models.CharField(max_length=60)
    records = models.BigIntegerField()


class IndexKey(models.Model):
    """One hashed key of one record. Keyed BLAKE2b of eight bytes, as the database's own whole number."""

    pk = models.CompositePrimaryKey("key", "place", "number")
    key = models.BigIntegerField()
    place = models.BigIntegerField()  # beside the key, so that what an actor may not see is not even passed over
    number = models.BigIntegerField()


class IndexWord(models.Model):
    """In how many records of a place the names hold a sound: a rare name counts more. Hashed as keys are."""

    pk = models.CompositePrimaryKey("word", "place")
    word = models.BigIntegerField()
    place = models.BigIntegerField()
    records = models.BigIntegerField()


class IndexEdition(models.Model):
    """By which edition of the rules (`core.candidates.EDITION`) the keys were made."""

    id = models.IntegerField(primary_key=True)  # always 1
    edition = models.IntegerField()


class NamedParent(models.Model):
    """A third person whose name went into the keys of a record: erasing the third person changes the keys."""

    pk = models.CompositePrimaryKey("third_person", "record_id")
    third_person = models.UUIDField()
    record_id = models.UUIDField(db_index=True)


class Proposed(models.Model):
    """A pair of records worth a person's look. No view: it is worked out from the index and goes with either record."""

    pk = models.CompositePrimaryKey("first", "second")
    first = models.UUIDField()  # the smaller id
    second = models.UUIDField(db_index=True)
    points = models.FloatField(db_index=True)
    probability = models.FloatField()


class Examined(models.Model):
    """How far the work list has been drawn: every record that changed up to this position was looked at."""

    id = models.IntegerField(primary_key=True)  # always 1
    position = models.BigIntegerField()
