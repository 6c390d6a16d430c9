"""What a factsheet's page shows, worked out to the last word: frozen, with no queryset and no number left to format."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence. A number carries the address of how it was made, and what kind of cell it is."""

    text: str
    href: str = ""
    cell: str = ""
    marks: tuple[str, ...] = ()  # of notes


Sentence = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Table:
    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title, its text alternative and the same as a table."""

    kind: ClassVar[str] = "chart"
    key: str
    title: str
    description: str
    svg: str
    table: Table
    note: str = ""
    table_shown: bool = False  # the map cannot be read without its table


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    heading: str
    items: tuple[Sentence, ...]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    number: Part


@dataclass(frozen=True, slots=True)
class Facts:
    kind: ClassVar[str] = "facts"
    heading: str
    facts: tuple[Fact, ...]


Block = Table | Chart | Paragraph | Bullets | Facts


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    heading: str
    main: tuple[Block, ...]
    aside: tuple[Block, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    number: Part
    parts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    id: str
    title: str
    published: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class How:
    """How one number was made."""

    key: str
    figure: str
    label: str
    shown: str
    definition: str
    lines: tuple[tuple[str, str], ...]
    recipe: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where an edition comes from: the release and the seal that covers it; empty for what was never released."""

    release: str = ""
    number: str = ""
    seal_root: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    id: str
    file_stem: str
    language: str
    kind: str  # "Factsheet"
    country: str
    title: str
    period: str
    as_of: str
    source: str
    demonstration_note: str
    draft_note: str
    time_note: str
    lead: Sentence
    key_figures_heading: str
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    notes_heading: str
    notes: tuple[Note, ...]
    sources_heading: str
    sources: tuple[SourceLine, ...]
    how_heading: str
    how_intro: str
    how_steps: str  # what the numbered steps are, once for all figures
    how: tuple[How, ...]
    how_words: dict[str, str]
    imprint: tuple[tuple[str, str], ...]
    footer: str
    page_word: str
    no_emblem: str
    table_word: str
    digest: str
