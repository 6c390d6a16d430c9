"""From the forms of a file to the definition that the machine runs by."""

from datetime import date
from itertools import zip_longest

from tulga.kernel.periods import Period
from tulga.procedures.definitions.core.model import (
    Authority,
    Clock,
    Definition,
    Document,
    Expiry,
    Extension,
    Letter,
    Number,
    Paper,
    Role,
    Source,
    State,
    Step,
    Version,
)
from tulga.procedures.definitions.core.schema import (
    AuthorityForm,
    ClockForm,
    DefinitionForm,
    DocumentForm,
    ExpiryForm,
    ExtensionForm,
    LetterForm,
    NumberForm,
    PaperForm,
    SourceForm,
    StepForm,
    VersionForm,
)


def definition_of(form: DefinitionForm, sources: dict[str, Source], digest: str) -> Definition:
    """Return the definition that a file says."""
    versions = list(form.versions.items())
    built = tuple(_version(name, one, later[1] if later else None) for (name, one), later in _with_next(versions))
    return Definition(
        f"{form.country}.{form.procedure}", form.country, form.procedure, form.label.mapping(), form.zone,
        form.calendar,
        tuple(Role(name, one.label.mapping(), frozenset(one.held_by), one.outside) for name, one in form.roles.items()),
        tuple(frozenset(pair) for pair in form.incompatible),
        tuple(_authority(name, one) for name, one in form.authorities.items()),
        built, sources, digest,
    )  # fmt: skip


def source_of(id: str, form: SourceForm) -> Source:  # noqa: A002 - the word of the contract
    return Source(id, form.title, form.url, form.read, form.date)


def _with_next(
    versions: list[tuple[str, VersionForm]],
) -> "zip_longest[tuple[tuple[str, VersionForm], tuple[str, VersionForm] | None]]":
    return zip_longest(versions, versions[1:])


def _version(id: str, form: VersionForm, later: VersionForm | None) -> Version:  # noqa: A002
    return Version(
        id, form.label.mapping(), Period(form.in_force.start, _end(form, later)), form.not_before,
        tuple(State(name, one.kind, one.label.mapping(), one.plain.mapping()) for name, one in form.states.items()),
        tuple(_step(name, one) for name, one in form.steps.items()),
        tuple(_clock(name, one) for name, one in form.clocks.items()),
        tuple(_document(name, one) for name, one in form.documents.items()),
        tuple(_paper(name, one) for name, one in form.papers.items()),
        tuple(form.basis),
        tuple(one.mapping() for one in form.open_questions),
        tuple(_letter(name, one) for name, one in form.letters.items()),
        tuple(_number(name, one) for name, one in form.numbers.items()),
        form.sure_from,
    )  # fmt: skip


def _end(form: VersionForm, later: VersionForm | None) -> date | None:
    """Return the day from which a version certainly no longer held: when the next one certainly did."""
    if form.in_force.end is not None or later is None:
        return form.in_force.end
    return later.in_force.start or later.sure_from


def _authority(id: str, form: AuthorityForm) -> Authority:  # noqa: A002
    return Authority(id, form.label.mapping(), form.valid, tuple(form.basis), form.task, form.not_before)


def _step(id: str, form: StepForm) -> Step:  # noqa: A002
    return Step(
        id, form.sources, form.target, form.by, form.label.mapping(), (form.plain or form.label).mapping(),
        tuple(form.basis), form.outcome, tuple(form.guards), form.documents, form.letters, form.papers,
        tuple(form.effects), form.apart_from,
    )  # fmt: skip


def _clock(id: str, form: ClockForm) -> Clock:  # noqa: A002
    return Clock(
        id, form.label.mapping(), form.limit, form.starts, form.stops, form.owner,
        tuple(_expiry(one) for one in form.expiry), form.use, tuple(form.basis), form.first_day, form.last_day_off,
        _extension(form.extension), form.pauses, form.valid, form.repeats, form.reference,
    )  # fmt: skip


def _expiry(form: ExpiryForm) -> Expiry:
    return Expiry(form.kind, form.role, form.text.mapping(), form.starts)


def _extension(form: ExtensionForm | None) -> Extension | None:
    if form is None or form.most is None:
        return None
    return Extension(form.most, form.counted_from, form.by, form.notice, tuple(form.basis))


def _document(id: str, form: DocumentForm) -> Document:  # noqa: A002
    return Document(id, form.label.mapping(), form.required, form.use, tuple(form.basis))


def _paper(id: str, form: PaperForm) -> Paper:  # noqa: A002
    return Paper(
        id, form.label.mapping(), form.valid_for, form.until, form.from_age, form.use, tuple(form.basis)
    )


def _letter(id: str, form: LetterForm) -> Letter:  # noqa: A002
    return Letter(id, form.label.mapping(), form.to)


def _number(id: str, form: NumberForm) -> Number:  # noqa: A002
    return Number(
        id, form.label.mapping(), form.value, form.unit, form.use, tuple(form.basis), form.reference
    )
