"""What does not fit a form, in words: file, line, column, field, what to write, and the word that was meant."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tulga.nationality.core.places import Loc
from tulga.nationality.core.places import Place as Spot
from tulga.nationality.core.predicates import nearest
from tulga.nationality.core.schema import Form, Texts

_EXPECTED = {
    "text_expected": "text",
    "list_type": "a list (each entry on its own line after `- `, or in [ ])",
    "model_type": "fields (`name: value`)",
    "dict_type": "fields (`name: value`)",
}


class Problem(NamedTuple):
    """One thing that is wrong in a file of data. Line and column count from 1."""

    file: str
    line: int
    column: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{hint}"


class Places(Protocol):
    """Where in a file everything stands."""

    def place(self, loc: Loc = (), *, key: bool = False) -> Spot: ...
    def place_within(self, loc: Loc, column: int) -> Spot: ...


def explained(
    model: type[Form], name: str | Callable[[Loc], str], document: Places, error: ValidationError
) -> Iterator[Problem]:
    """Yield every problem that kept data from fitting a form; `name` is the file, or tells it of every place."""
    details = error.errors(include_url=False, include_input=True)
    strange = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*loc[:-1], _field_meant(model, loc)) for loc in strange}
    for detail in details:
        if not (detail["type"] == "missing" and detail["loc"] in meant):  # written, under a wrong name
            file = name if isinstance(name, str) else name(detail["loc"])
            yield from _explained(file, document, model, detail)


def _explained(name: str, document: Places, model: type[Form], detail: ErrorDetails) -> Iterator[Problem]:
    loc, kind = detail["loc"], detail["type"]
    if kind == "unfit":
        for slip in detail["ctx"]["slips"]:
            yield _problem(
                name, document.place_within(loc, slip.column), f"{_named(loc)}{slip.message}", slip.suggestion
            )
    elif kind == "missing":
        yield _problem(name, document.place(loc[:-1]), f"`{loc[-1]}` is missing here")
    elif kind == "extra_forbidden":
        yield _problem(name, document.place(loc, key=True), *_strange_field(model, loc, detail["input"]))
    else:
        yield _problem(name, document.place(loc), f"{_named(loc)}{_unlike(kind, detail)}")


def _problem(file: str, spot: Spot, message: str, suggestion: str = "") -> Problem:
    return Problem(file, spot.line, spot.column, message, suggestion)


def _named(loc: Loc) -> str:
    field = next((step for step in reversed(loc) if isinstance(step, str)), "")
    return f"{field}: " if field else ""


def _unlike(kind: str, detail: ErrorDetails) -> str:
    if detail["input"] is None:
        return "this is empty"
    if kind in _EXPECTED:
        given = detail["input"]
        found = "fields" if isinstance(given, dict) else "a list" if isinstance(given, list) else "text"
        return f"{_EXPECTED[kind]} is expected here, not {found}"
    return "at least one entry is needed" if kind == "too_short" else detail["msg"]


def _field_meant(model: type[Form], loc: Loc) -> str:
    form = _form_at(model, loc[:-1])
    return nearest(str(loc[-1]), _fields(form)) if form is not None else ""


def _fields(form: type[Form]) -> list[str]:
    return [field.alias or name for name, field in form.model_fields.items()]


def _strange_field(model: type[Form], loc: Loc, value: object) -> tuple[str, str]:
    field, form = str(loc[-1]), _form_at(model, loc[:-1])
    if value is None and (form is Texts or " " in field):
        return f"`{field}` is no field: a text with a comma within {{ }} needs quotes", ""
    meant = _field_meant(model, loc)
    names = ", ".join(_fields(form)) if form is not None else ""
    return f"`{field}` is no field here{'' if meant else f'; there are {names}'}", meant


def _form_at(model: type[Form], loc: Loc) -> type[Form] | None:
    """Return the form that describes a place in a file."""
    here: Any = model
    for step in loc:
        if isinstance(step, str) and isinstance(here, type) and issubclass(here, Form) and step in here.model_fields:
            here = here.model_fields[step].annotation
        here = _inner_form(here)
    return here if isinstance(here, type) and issubclass(here, Form) else None


def _inner_form(annotation: Any) -> Any:
    for part in getattr(annotation, "__args__", ()):
        inner = _inner_form(part)
        if isinstance(inner, type) and issubclass(inner, Form):
            return inner
    return annotation
