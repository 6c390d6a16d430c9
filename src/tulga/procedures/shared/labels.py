"""Names of a procedure's parts inside a refusal: an id that prints as its label in the language of whoever reads."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import get_language

from tulga.access.refusals import Refusal
from tulga.procedures.definitions.core.model import Definition, Text, Version
from tulga.procedures.shared.core.events import Reason


class Label(str):
    """An id with its label: equal to the id, printed as the label."""

    texts: Text

    def __new__(cls, name: str, texts: Text) -> "Label":
        made = super().__new__(cls, name)
        made.texts = texts
        return made

    def __format__(self, spec: str) -> str:
        language = (get_language() or "en")[:2]
        return format(str(self.texts.get(language) or self.texts.get("en") or str.__str__(self)), spec)


PERSONS: Final[Mapping[str, Text]] = {
    "person": {"en": "the person", "ru": "сам человек", "kk": "адамның өзі"},
    "relative": {"en": "a relative who is named", "ru": "названный родственник", "kk": "аталған туыс"},
}


def told(reasons: Iterable[Reason], definition: Definition, version: Version) -> tuple[Refusal, ...]:
    """Return reasons of the machine as refusals that print labels for ids."""
    known = _labels(definition, version)
    return tuple(
        Refusal(reason.code, {name: _labelled(known, name, value) for name, value in reason.data.items()})
        for reason in reasons
    )


def _labelled(known: Mapping[str, Mapping[str, Text]], name: str, value: str) -> str:
    texts = known.get(name, {}).get(value)
    return value if texts is None else Label(value, texts)


def _labels(definition: Definition, version: Version) -> dict[str, dict[str, Text]]:
    steps = {one.id: one.label for one in version.steps}
    roles = {one.id: one.label for one in definition.roles}
    return {
        "step": steps, "other": steps | roles, "role": roles,
        "state": {one.id: one.label for one in version.states},
        "clock": {one.id: one.label for one in version.clocks},
        "paper": {one.id: one.label for one in version.papers},
        "document": {one.id: one.label for one in version.documents},
    }  # fmt: skip
