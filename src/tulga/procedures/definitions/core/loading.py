"""Reads the definitions: the only place of the procedures that reads their files.

Everything that is wrong is listed, not only the first thing.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from tulga.nationality.core.form_problems import Problem, explained
from tulga.nationality.core.places import Document, Loc
from tulga.nationality.core.schema import Form
from tulga.procedures.definitions.core import checks, versions
from tulga.procedures.definitions.core.building import definition_of, source_of
from tulga.procedures.definitions.core.layers import Laid, Layers, Written
from tulga.procedures.definitions.core.model import Definition, Source, Version
from tulga.procedures.definitions.core.schema import DefinitionForm, SourcesForm

DATA = Path(__file__).parents[1] / "data"
SOURCES, PARTS = "sources.yaml", "parts.yaml"
F = TypeVar("F", bound=Form)

__all__ = ["DefinitionError", "Problem", "find_definition", "load_country", "load_definitions", "version_on"]


class DefinitionError(ValueError):
    """Definitions cannot be used; `problems` lists everything that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load_definitions(folder: Path | None = None) -> Mapping[str, Definition]:
    """Return all definitions by id (`KAZ.asylum`); without a folder those that come with Tulga, read once.

    Raises:
        DefinitionError: a file cannot be read, or a definition contradicts itself; every problem is listed.
    """
    return _shipped() if folder is None else _load_all(folder)


def load_country(folder: Path) -> dict[str, Definition]:
    """Return the definitions of one country by id.

    Raises:
        DefinitionError: as `load_definitions`.
    """
    reader = _Reader()
    found = reader.country(folder)
    reader.refuse_problems()
    return found


def find_definition(country: str, procedure: str) -> Definition | None:
    """Return the definition of a country's procedure; None where we have none."""
    return load_definitions().get(f"{country}.{procedure}")


def version_on(definition: Definition, day: date) -> tuple[Version, ...]:
    """Return the versions that may have been in force on a day; two where nobody can say when the later one began."""
    return versions.in_force(definition, day)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Definition]:
    return MappingProxyType(_load_all(DATA))


def _load_all(folder: Path) -> dict[str, Definition]:
    reader = _Reader()
    found: dict[str, Definition] = {}
    for one in sorted(path for path in folder.iterdir() if path.is_dir() and any(path.glob("*.yaml"))):
        found |= reader.country(one)
    reader.refuse_problems()
    return found


class _Reader:
    """Reads the folders of countries and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse_problems(self) -> None:
        if self.problems:
            raise DefinitionError(self.problems)

    def country(self, folder: Path) -> dict[str, Definition]:
        if not folder.is_dir():
            raise DefinitionError([Problem(folder.name, 1, 1, "there is no such folder")])
        sources = self._sources(folder)
        parts, roles = self._parts(folder)
        found: dict[str, Definition] = {}
        for file in sorted(folder.glob("*.yaml")):
            if file.name not in (SOURCES, PARTS):
                definition = self._definition(file, parts, roles, sources)
                if definition is not None:
                    found[definition.id] = definition
        return found

    def _document(self, file: Path) -> tuple[str, Document]:
        name = f"{file.parent.name}/{file.name}"
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self.problems.append(Problem(name, 1, 1, f"the file is not written in UTF-8 (byte {error.start})"))
            return name, Document.unread()
        document = Document(text)
        for slip in document.slips:
            self.problems.append(Problem(name, slip.place.line, slip.place.column, slip.message, slip.suggestion))
        return name, document

    def _sources(self, folder: Path) -> dict[str, Source] | None:
        """Return the sources by id; None when nothing can be said about them."""
        file = folder / SOURCES
        if not file.exists():
            return {}
        name, document = self._document(file)
        form = self._form(SourcesForm, document.data, name, _Plain(document)) if document.root is not None else None
        return None if form is None else {key: source_of(key, one) for key, one in form.sources.items()}

    def _parts(self, folder: Path) -> tuple[dict[str, Written], dict[str, Written]]:
        file = folder / PARTS
        if not file.exists():
            return {}, {}
        name, document = self._document(file)
        if not isinstance(document.data, dict):
            return {}, {}
        for key in document.data:
            if key not in ("parts", "roles"):
                spot = document.place((key,), key=True)
                self.problems.append(Problem(name, spot.line, spot.column, f"`{key}` is no field here", ""))
        return _members(name, document, "parts"), _members(name, document, "roles")

    def _definition(
        self,
        file: Path,
        parts: Mapping[str, Written],
        roles: Mapping[str, Written],
        sources: dict[str, Source] | None,
    ) -> Definition | None:
        name, document = self._document(file)
        if not isinstance(document.data, dict):
            if document.root is not None:
                self.problems.append(Problem(name, 1, 1, "fields (`name: value`) are expected here"))
            return None
        before = len(self.problems)
        laid = self._laid(name, document, parts, roles)
        whole = len(self.problems) == before
        form = self._form(DefinitionForm, laid.data, laid.file, laid)
        if form is None:
            return None
        definition = definition_of(form, sources or {}, _digest(file.parent, file))
        if not whole:  # what could not be laid would be missed everywhere
            return definition
        for finding in checks.of_definition(definition, sources_known=sources is not None):
            spot = laid.place(finding.loc, key=finding.at_name)
            self.problems.append(
                Problem(laid.file(finding.loc), spot.line, spot.column, finding.message, finding.suggestion)
            )
        return definition

    def _laid(
        self, name: str, document: Document, parts: Mapping[str, Written], roles: Mapping[str, Written]
    ) -> Laid:
        assert isinstance(document.data, dict)  # noqa: S101 (looked at before)
        laid = Laid()
        whole = Written(name, document, (), {key: value for key, value in document.data.items() if key != "versions"})
        laid.origins[()] = whole
        for key, value in document.data.items():
            if key == "shared_roles":
                self._shared_roles(laid, Written(name, document, (key,), value), roles)
            elif key != "versions":
                laid.lay((key,), Written(name, document, (key,), value))
        own = _members(name, document, "versions")
        laid.lay(("versions",), Written(name, document, ("versions",), {}))
        layers = Layers(own, parts, self._complain)
        for version in own:
            laid.lay(("versions", version), Written(name, document, ("versions", version), {}))
            layers.version(laid, ("versions", version), version)
        return laid

    def _shared_roles(self, laid: Laid, written: Written, roles: Mapping[str, Written]) -> None:
        laid.data.setdefault("roles", {})
        for role in str(written.value or "").split():
            if role in roles:
                laid.lay(("roles", role), roles[role])
            else:
                self._complain(written, f"there is no shared role `{role}`", "")

    def _complain(self, written: Written, message: str, suggestion: str) -> None:
        spot = written.document.place(written.loc)
        self.problems.append(Problem(written.file, spot.line, spot.column, message, suggestion))

    def _form(self, model: type[F], data: Any, name: Any, places: Any) -> F | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += explained(model, name, places, error)
            return None


class _Plain:
    """A file of which nothing was laid over anything."""

    def __init__(self, document: Document) -> None:
        self.place, self.place_within = document.place, document.place_within


def _members(name: str, document: Document, key: str) -> dict[str, Written]:
    held = document.data.get(key) if isinstance(document.data, dict) else None
    if not isinstance(held, dict):
        return {}
    loc: Loc = (key,)
    return {one: Written(name, document, (*loc, one), value) for one, value in held.items()}


def _digest(folder: Path, file: Path) -> str:
    """Return the SHA-256 over a definition and what it may be put together from."""
    total = hashlib.sha256()
    for one in (file, folder / PARTS, folder / SOURCES):
        if one.exists():
            content = one.read_bytes()
            total.update(f"{one.name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()
