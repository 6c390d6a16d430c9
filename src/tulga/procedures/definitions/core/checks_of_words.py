"""Checks of what is said and on what authority: three languages, sources that are listed, no law nobody verified."""

from collections.abc import Iterable, Iterator

from tulga.nationality.core.places import Loc
from tulga.nationality.core.predicates import nearest
from tulga.procedures.definitions.core.finding import Finding
from tulga.procedures.definitions.core.model import (
    VERIFIED,
    Basis,
    Clock,
    Definition,
    Document,
    Mark,
    Number,
    Paper,
    Text,
    Use,
    Version,
)
from tulga.procedures.definitions.core.schema import LANGUAGES


def texts(definition: Definition) -> Iterator[Finding]:
    """Yield every text that is missing in one of the languages."""
    for loc, text in texts_of(definition):
        for language in LANGUAGES:
            if not text.get(language, "").strip():
                name = next(step for step in reversed(loc) if isinstance(step, str))
                yield Finding((*loc, language), f"`{name}` is missing in {language}")


def texts_of(definition: Definition) -> Iterator[tuple[Loc, Text]]:
    """Yield every text of a definition with its place."""
    yield ("label",), definition.label
    for role in definition.roles:
        yield ("roles", role.id, "label"), role.label
    for authority in definition.authorities:
        yield ("authorities", authority.id, "label"), authority.label
    for version in definition.versions:
        yield from _texts_of_version(version)


def _texts_of_version(version: Version) -> Iterator[tuple[Loc, Text]]:
    loc: Loc = ("versions", version.id)
    yield (*loc, "label"), version.label
    for state in version.states:
        yield (*loc, "states", state.id, "label"), state.label
        yield (*loc, "states", state.id, "plain"), state.plain
    for step in version.steps:
        yield (*loc, "steps", step.id, "label"), step.label
        if step.plain != step.label:
            yield (*loc, "steps", step.id, "plain"), step.plain
    for clock in version.clocks:
        yield (*loc, "clocks", clock.id, "label"), clock.label
        for index, expiry in enumerate(clock.expiry):
            yield (*loc, "clocks", clock.id, "expiry", index, "text"), expiry.text
    named: tuple[tuple[str, Iterable[Document | Paper | Number]], ...] = (
        ("documents", version.documents), ("papers", version.papers), ("numbers", version.numbers),
    )  # fmt: skip
    for section, ones in named:
        for one in ones:
            yield (*loc, section, one.id, "label"), one.label
    for letter in version.letters:
        yield (*loc, "letters", letter.id, "label"), letter.label
    for index, question in enumerate(version.open_questions):
        yield (*loc, "open_questions", index), question


def sources(definition: Definition) -> Iterator[Finding]:
    """Yield every basis that names no listed source."""
    known = definition.sources
    for loc, basis in bases_of(definition):
        if basis.mark is not Mark.PROPOSED and basis.source not in known:
            yield Finding(loc, f"`{basis.source}` is not in sources.yaml", nearest(basis.source, known))


def bases_of(definition: Definition) -> Iterator[tuple[Loc, Basis]]:
    """Yield every basis of a definition with its place."""
    for authority in definition.authorities:
        yield from _numbered(("authorities", authority.id, "basis"), authority.basis)
    for version in definition.versions:
        loc: Loc = ("versions", version.id)
        yield from _numbered((*loc, "basis"), version.basis)
        for step in version.steps:
            yield from _numbered((*loc, "steps", step.id, "basis"), step.basis)
        for section, one in _with_use(version):
            yield from _numbered((*loc, section, one.id, "basis"), one.basis)
        for clock in version.clocks:
            if clock.extension is not None:
                yield from _numbered((*loc, "clocks", clock.id, "extension", "basis"), clock.extension.basis)


def _numbered(loc: Loc, bases: Iterable[Basis]) -> Iterator[tuple[Loc, Basis]]:
    for index, basis in enumerate(bases):
        yield (*loc, index), basis


def _with_use(version: Version) -> Iterator[tuple[str, Clock | Document | Paper | Number]]:
    for clock in version.clocks:
        yield "clocks", clock
    for document in version.documents:
        yield "documents", document
    for paper in version.papers:
        yield "papers", paper
    for number in version.numbers:
        yield "numbers", number


def uses(version: Version) -> Iterator[Finding]:
    """Yield what is to be told as law and rests on nothing that anybody verified."""
    for section, one in _with_use(version):
        if one.use is Use.ASSERT and not any(basis.mark in VERIFIED for basis in one.basis):
            yield Finding(
                ("versions", version.id, section, one.id, "use"),
                f"`{one.id}` is asserted, and no basis of it is verified; write `use: config`",
            )
