"""Reads the packs: the only place of the engine that reads files.

Everything that is wrong is listed, not only the first thing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from tulga.nationality.core import checks, strata
from tulga.nationality.core.form_problems import Problem as Problem
from tulga.nationality.core.form_problems import explained
from tulga.nationality.core.places import Document, Loc
from tulga.nationality.core.places import Place as Spot
from tulga.nationality.core.read import ActRead, Entry, PackRead
from tulga.nationality.core.rules import (
    Act,
    Effect,
    NotEncoded,
    Pack,
    Place,
    Procedure,
    Rule,
    Source,
    Text,
    TimingKind,
)
from tulga.nationality.core.schema import (
    ActForm,
    Form,
    ListedSourcesForm,
    SourceForm,
    SourcesForm,
    VersionForm,
)

PACKS = Path(__file__).parents[1] / "packs"
F = TypeVar("F", bound=Form)
_PROCEDURES = {Effect.GROUND_OF_LOSS: Procedure.DECISION, Effect.MAY_GRANT: Procedure.DISCRETIONARY}
_EFFECTIVE = {TimingKind.BIRTH: "birth", TimingKind.EVENT: "event", TimingKind.APPLICATION: "event"}


class PackError(ValueError):
    """Packs cannot be used; `problems` lists everything that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load_pack(folder: Path) -> Pack:
    """Return the pack of one State.

    Raises:
        PackError: a file cannot be read as law, or its rules contradict one another; every problem is listed.
    """
    reader = _Reader()
    read = reader.pack(folder)
    reader.check([read], _neighbours(folder))
    reader.refuse_problems()
    return _built(read)


def load_packs(folder: Path | None = None) -> dict[str, Pack]:
    """Return all packs of a folder by State; without a folder those that come with Tulga, read once.

    Raises:
        PackError: as `load_pack`, over all packs; also rules that wait for one another's answer.
    """
    return dict(_shipped()) if folder is None else _load_all(folder)


def warnings_of(folder: Path | None = None) -> list[Problem]:
    """Return what looks doubtful in the packs of a folder but is no error."""
    reader = _Reader()
    reader.check([reader.pack(one) for one in _folders(folder or PACKS)])
    return sorted(set(reader.warnings))


def problems_of(folder: Path) -> list[Problem]:
    """Return everything that is wrong with the packs of a folder; empty when they can be loaded."""
    try:
        _load_all(folder)
    except PackError as error:
        return error.problems
    return []


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Pack]:
    return MappingProxyType(_load_all(PACKS))


def _load_all(folder: Path) -> dict[str, Pack]:
    reader = _Reader()
    reads = [reader.pack(one) for one in _folders(folder)]
    reader.check(reads)
    reader.refuse_problems()
    return {pack.state: pack for pack in map(_built, reads)}


def _folders(folder: Path) -> list[Path]:
    """Return the folders of States; `_template` and its like are no law."""
    return sorted(
        one
        for one in folder.iterdir()
        if one.is_dir() and not one.name.startswith(("_", ".")) and any(one.glob("*.yaml"))
    )


def digest_of(folder: Path) -> str:
    """Return the SHA-256 over every file of a pack, with their names: same digest, same law."""
    total = hashlib.sha256()
    for file in sorted(_files(folder), key=lambda file: file.relative_to(folder).as_posix()):
        content = file.read_bytes()
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        if file.is_file() and not any(part.startswith((".", "__pycache__")) for part in parts):
            yield file


class _Reader:
    """Reads packs and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def pack(self, folder: Path) -> PackRead:
        if not folder.is_dir():
            raise PackError([Problem(folder.name, 1, 1, "there is no such folder")])
        acts = [self._act(folder, file) for file in sorted(folder.glob("act-*.yaml"))]
        if not acts:
            self.problems.append(
                Problem(folder.name, 1, 1, "no file here is called act-….yaml; a pack has one for each act")
            )
        self._refuse_strange_files(folder)
        sources, known = self._sources(folder)
        rules = {entry.rule.id: entry.rule for act in acts for entry in act.entries}
        acts = [replace(act, entries=strata.placed(act.entries, rules)) for act in acts]
        return PackRead(folder.name, tuple(acts), sources, known, digest_of(folder))

    def check(self, reads: list[PackRead], elsewhere: Iterable[str] = ()) -> None:
        for finding in checks.of_packs(reads, elsewhere):
            problem = Problem(finding.file, finding.spot.line, finding.spot.column, finding.message, finding.suggestion)
            (self.warnings if finding.doubtful else self.problems).append(problem)

    def refuse_problems(self) -> None:
        if self.problems:
            raise PackError(self.problems)

    def _refuse_strange_files(self, folder: Path) -> None:
        for file in folder.glob("*.y*ml"):
            if file.name != "sources.yaml" and not (file.name.startswith("act-") and file.suffix == ".yaml"):
                self._problem(
                    f"{folder.name}/{file.name}",
                    Spot(1, 1),
                    "a file of a pack is called act-….yaml or sources.yaml; this one is not read",
                )

    def _document(self, folder: Path, file: Path) -> tuple[str, Document]:
        name = f"{folder.name}/{file.name}"
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self._problem(name, Spot(1, 1), f"the file is not written in UTF-8 (byte {error.start})")
            return name, Document.unread()
        document = Document(text)
        for slip in document.slips:
            self._problem(name, slip.place, slip.message, slip.suggestion)
        return name, document

    def _act(self, folder: Path, file: Path) -> ActRead:
        name, document = self._document(folder, file)
        form = self._form(ActForm, name, document) if document.root is not None else None
        entries = tuple(_entries(name, form, document)) if form is not None else ()
        return ActRead(name, form, document, tuple(_ids(document.text)), entries)

    def _sources(self, folder: Path) -> tuple[tuple[Source, ...], frozenset[str] | None]:
        """Return the sources, and the keys that are known (None: nothing can be said about them)."""
        file = folder / "sources.yaml"
        if not file.exists():
            return (), frozenset()
        name, document = self._document(folder, file)
        if document.root is None:
            return (), None
        if isinstance(document.data, dict) and isinstance(document.data.get("sources"), list):
            return self._listed_sources(name, document)
        form = self._form(SourcesForm, name, document)
        if form is None:
            return (), None
        return tuple(_source(key, source) for key, source in form.sources.items()), frozenset(form.sources)

    def _listed_sources(self, name: str, document: Document) -> tuple[tuple[Source, ...], frozenset[str] | None]:
        form = self._form(ListedSourcesForm, name, document)
        if form is None:
            return (), None
        keys = [source.key for source in form.sources]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                self._problem(
                    name, document.place(("sources", index, "key")), f"`{key}` is the key of another source too"
                )
        return tuple(_source(source.key, source) for source in form.sources), frozenset(keys)

    def _form(self, model: type[F], name: str, document: Document) -> F | None:
        try:
            return model.model_validate(document.data)
        except ValidationError as error:
            self.problems += explained(model, name, document, error)
            return None

    def _problem(self, file: str, spot: Spot, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(file, spot.line, spot.column, message, suggestion))


def _ids(text: str) -> list[str]:
    """Return the identifiers of all versions, also of a file that cannot be read: what names them is no error too."""
    return re.findall(r"\bid:\s*[\"']?([A-Za-z0-9.-]+)", text)


def _neighbours(folder: Path) -> Iterator[str]:
    """Yield the identifiers of a pack and of those beside it, which its rules may name."""
    for file in folder.parent.glob("*/act-*.yaml"):
        yield from _ids(file.read_text(encoding="utf-8", errors="replace"))


def _entries(name: str, form: ActForm, document: Document) -> Iterator[Entry]:
    for one, article in enumerate(form.articles):
        heading = article.heading.pairs()
        for two, version in enumerate(article.versions):
            loc: Loc = ("articles", one, "versions", two)
            place = Place(name, *document.place_within((*loc, "when"), 1))
            rule = rule_of(
                version, state=form.state, act=form.act, article=article.article, heading=heading, place=place
            )
            yield Entry(rule, version, document, loc)


def rule_of(version: VersionForm, *, state: str, act: str, article: str, heading: Text, place: Place) -> Rule:
    """Return the rule that a version says; its stratum is that of its own condition."""
    text, when = version.when
    applies_text, applies_to = version.applies_to or ("", None)
    return Rule(
        version.id, state, act, article, heading, version.in_force, version.mode, version.effect, version.timing,
        version.procedure or _PROCEDURES.get(version.effect, Procedure.OPERATION_OF_LAW),
        version.effective or _effective(version), when, text, applies_to, applies_text, version.verification,
        tuple(version.sources), tuple(version.conflicts_with), tuple(version.exceptions),
        tuple((term, texts.pairs()) for term, texts in version.open_terms.items()),
        version.note.pairs() if version.note is not None else (), place,
        strata.stratum_of(state, version), tuple(version.circular),
        version.variant_of or "",
    )  # fmt: skip


def _effective(version: VersionForm) -> str:
    day = version.timing.day
    return day.isoformat() if day is not None else _EFFECTIVE[version.timing.kind]


def _source(key: str, form: SourceForm) -> Source:
    return Source(key, form.citation, form.url, form.kind, form.language, form.checked_by, form.checked_on)


def _built(read: PackRead) -> Pack:
    acts = tuple(_built_act(act) for act in read.acts)
    return Pack(acts[0].state, acts, read.sources, read.digest)


def _built_act(act: ActRead) -> Act:
    form = act.form
    assert form is not None  # noqa: S101 (problems were refused before)
    not_encoded = tuple(NotEncoded(form.act, one.article, one.why.pairs()) for one in form.not_encoded)
    rules = tuple(entry.rule for entry in act.entries)
    return Act(form.act, form.state, form.title.pairs(), form.number, form.in_force, form.about, rules, not_encoded)
