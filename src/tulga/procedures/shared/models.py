"""Cases as views of the ledger."""

from django.db import models


class CaseRow(models.Model):
    """One entry of a case. The key is the id of the entry.

    `procedure` is what the entry itself names (an opening, a decision), else empty: a row never depends on another one.
    `detail` holds codes for the machine as JSON (steps, documents, answers), never a name or a narrative.
    """

    entry = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(db_index=True)
    record_id = models.UUIDField()
    organisation = models.UUIDField()
    actor = models.UUIDField()
    kind = models.CharField(max_length=16)  # opened, step, decision, notice, paper, and the others of `core.events`
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
    moment = models.DateTimeField(null=True)  # the hour that was told, else the clock of the act
    role = models.TextField(default="")  # of the procedure, in which it was done
    known_doer = models.BooleanField(default=False)  # the actor did it; a list only told of it
    detail = models.TextField(default="{}")

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "position"]),
            models.Index(fields=["value"], name="case_screened", condition=models.Q(kind="screening")),
        ]


class CaseHead(models.Model):
    """Where a case stands: worked out by the machine for a case that is pinned to a definition."""

    id = models.UUIDField(primary_key=True)  # worked out from the case and the record
    case_id = models.UUIDField(db_index=True)
    record_id = models.UUIDField(db_index=True)
    organisation = models.UUIDField()  # that opened it
    procedure = models.CharField(max_length=30)
    definition = models.TextField()
    version = models.TextField()
    state = models.TextField()
    state_kind = models.CharField(max_length=10)
    since = models.DateField(null=True)  # when it came to this state
    opened = models.DateField(null=True)
    outcome = models.TextField(default="")  # of the last decision that counts
    turns = models.TextField()  # roles of the procedure that have a way on, between spaces
    questions = models.IntegerField()
    made_by = models.TextField(default="")  # digests of the definition and the calendar that it was worked out by
    position = models.BigIntegerField()  # of the entry that opened it

    class Meta:
        indexes = [
            models.Index(fields=["definition", "state", "position"]),
            models.Index(fields=["organisation", "position"]),
        ]


class ClockRow(models.Model):
    """A clock of a case, worked out. A row that was worked out otherwise later stays, with `superseded_position`.

    `due_earliest` alarms; only after `due_latest` anything is late. Both are null where nobody knows when it ends.
    """

    id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField()
    record_id = models.UUIDField(db_index=True)
    organisation = models.UUIDField()
    procedure = models.CharField(max_length=30)
    clock = models.TextField()
    owner = models.TextField()  # role of the procedure whose turn it is
    authority = models.TextField()
    entry = models.UUIDField(null=True)  # what started it; null for a fact of the person
    started = models.DateField(null=True)
    due_earliest = models.DateField(null=True)
    due_latest = models.DateField(null=True)
    due_earliest_at = models.DateTimeField(null=True)  # of limits in hours
    due_latest_at = models.DateTimeField(null=True)
    doubts = models.TextField(default="")  # why it is not certain, codes of `clocks.core.counting.Doubt`
    certain = models.BooleanField()  # the two ways of counting agree, and the calendar is known
    use = models.CharField(max_length=10)  # may it be told as law?
    state = models.CharField(max_length=10)  # running, paused, stopped
    calendar = models.TextField(default="")  # on whose days off it depends, "" on none
    position = models.BigIntegerField()  # of the entry by which it was worked out so
    superseded_position = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_id", "clock"]),
            models.Index(fields=["state", "due_earliest"], condition=models.Q(superseded_position__isnull=True),
                         name="clock_due"),
            models.Index(fields=["calendar", "state"], condition=models.Q(superseded_position__isnull=True),
                         name="clock_calendar"),
        ]  # fmt: skip


class TaskRow(models.Model):
    """Something that somebody has to do in a case: asked for, or following from a step or from what does not fit."""

    id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(db_index=True)
    record_id = models.UUIDField(db_index=True)
    organisation = models.UUIDField()
    procedure = models.CharField(max_length=30)
    kind = models.TextField()  # asked, protection_alert, does_not_fit, and the other effects
    about = models.TextField()
    for_role = models.TextField()
    assigned = models.UUIDField(null=True)
    entry = models.UUIDField()  # from which it follows
    due = models.DateField(null=True)
    position = models.BigIntegerField()
    opened_at = models.DateTimeField()
    done_position = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "position"], condition=models.Q(done_position__isnull=True),
                         name="task_open"),
        ]  # fmt: skip


class DecreeRow(models.Model):
    """Days off that were declared, of one calendar. Nobody's: it names no person."""

    entry = models.UUIDField(primary_key=True)
    calendar = models.TextField()
    position = models.BigIntegerField()
    said = models.TextField()  # days off, days worked, years complete, as JSON

    class Meta:
        indexes = [models.Index(fields=["calendar", "position"])]
