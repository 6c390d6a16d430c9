"""Figures and an edition's narrative become a page's presenters, in one language. Pure: the same in, the same out.

What the figures do not hold is left out, sentence by sentence and section by section; nothing is invented, and what is
withheld never prints as 0.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tulga.factsheet import blocks
from tulga.factsheet.narrative import PLACE, InvalidEdition, Narrative, edition_for
from tulga.factsheet.presenters import (
    Bullets,
    Edition,
    Fact,
    Facts,
    How,
    Imprint,
    KeyFigure,
    Note,
    Paragraph,
    Part,
    Section,
    Sentence,
    SourceLine,
)
from tulga.factsheet.words import LANGUAGES, cell_text, day, month, plural, text_in, word
from tulga.figures.core.cells import Cell, NotCollected, Shown, name_of
from tulga.figures.core.figure import DEMONSTRATION_NOTE, Figure, FigureSet
from tulga.kernel import areas, countries
from tulga.kernel.canonical import digest

FigureUrl = Callable[[str], str]  # figure id -> address of "how this number was made"


def to_appendix(figure: str) -> str:
    """Return the address inside the document itself, for a page or PDF that stands alone."""
    return "#how-" + figure.replace(".", "-")


class NotKnown(Exception):
    """A sentence speaks of a figure that these figures do not hold: the sentence is left out."""


@dataclass(frozen=True, slots=True)
class Composer:
    """What every part of a page is composed from."""

    figures: FigureSet
    language: str
    narrative: Narrative
    url: FigureUrl
    notes: dict[str, str] = field(default_factory=dict)  # footnote id -> its mark, in the order of appearance

    # -- numbers -------------------------------------------------------------------------------------------------------

    def find(self, reference: str, of: str | None = None) -> Figure | None:
        """Return the figure of a reference, or None when nobody counts it.

        Raises:
            InvalidEdition: a placeholder's condition is not `name=value`.
        """
        pairs = [one.partition("=") for one in of.split(",")] if of else []
        if any(not (name and value) for name, _, value in pairs):
            raise InvalidEdition(f"{reference}[{of}]: write [origin=AFG]")
        found = self.figures.find(reference, **{name.strip(): value.strip() for name, _, value in pairs})
        return None if found is None or isinstance(found.cell, NotCollected) else found

    def part(self, figure: Figure, *, marked: bool = False) -> Part:
        """Return a number as it stands on the page, leading to how it was made."""
        text = self.listed(figure) if figure.items else cell_text(figure.cell, self.language, figure.unit)
        return Part(text, self.url(figure.id), name_of(figure.cell), self.marks(figure) if marked else ())

    def cell(self, cell: Cell, figure: str = "") -> Part:
        return Part(cell_text(cell, self.language), self.url(figure) if figure else "", name_of(cell))

    def marks(self, figure: Figure) -> tuple[str, ...]:
        return tuple(
            self.notes.setdefault(one, str(len(self.notes) + 1)) for one in figure.footnotes if self.footnote(one)
        )

    def footnote(self, footnote: str) -> str:
        return text_in(self.figures.texts, self.language, "footnotes", footnote)

    def label(self, figure: str) -> str:
        return text_in(self.figures.texts, self.language, "figures", figure, "label") or figure

    def listed(self, figure: Figure) -> str:
        return ", ".join(self.place(one) for one in figure.items)

    def place(self, code: str) -> str:
        if country := countries.find_country(code):
            return country.name(self.language)
        if area := areas.find_area(code):
            return area.name(self.language, self.figures.as_of)
        return code

    def origin(self, code: str) -> str:
        found = countries.find_country(code)
        return found.name(self.language) if found else word("unknown", self.language)

    # -- sentences -----------------------------------------------------------------------------------------------------

    def sentence(self, text: dict[str, str]) -> Sentence:
        """Return a text with its numbers in place.

        Raises:
            NotKnown: it speaks of a figure that is not there.
        """
        written, parts, at = text[self.language].strip(), [], 0
        for match in PLACE.finditer(written):
            parts += [Part(written[at : match.start()]), self._placed(match["id"], match["of"], match["forms"])]
            at = match.end()
        return tuple(one for one in (*parts, Part(written[at:])) if one.text)

    def _placed(self, reference: str, of: str | None, forms: str | None) -> Part:
        if reference.startswith("@"):
            return Part(self._about(reference, forms))
        figure = self.find(reference, of)
        if figure is None:
            raise NotKnown(reference)
        if forms:
            return Part(plural(figure.cell, tuple(forms.split("|")), self.language))
        return self.part(figure)

    def _about(self, reference: str, forms: str | None) -> str:
        given = self.figures
        match reference:
            case "@country":
                return countries.name(given.country, self.language)
            case "@area":
                return self.place(forms or "")
            case "@month":
                return month(given.as_of, self.language)
            case "@published":
                return day(published_on(given), self.language)
        return day(given.as_of, self.language)

    def sentences(self, texts: list[dict[str, str]]) -> tuple[Sentence, ...]:
        """Return the sentences that can be said with these figures."""
        found = []
        for text in texts:
            try:
                found.append(self.sentence(text))
            except NotKnown:
                continue
        return tuple(found)

    # -- blocks --------------------------------------------------------------------------------------------------------

    def block(self, block: dict[str, Any]) -> Any:
        """Return the presenter of one block of the narrative, or None when the figures hold nothing for it."""
        if "text" in block:
            found = self.sentences([block["text"]])
            return Paragraph(found[0]) if found else None
        if "points" in block or "list" in block:
            points = self.sentences(block.get("points") or block["list"])
            return Bullets(self._heading(block), points, inline="list" in block) if points else None
        if "items" in block:
            figure = self.find(block["items"])
            return Paragraph((Part(self.label(figure.id) + ": "), self.part(figure))) if figure else None
        if "figures" in block:
            facts = tuple(
                Fact(self.label(one.id), self.part(one)) for name in block["figures"] if (one := self.find(name))
            )
            return Facts(self._heading(block), facts) if facts else None
        return blocks.made(self, block.get("chart") or block["table"])

    def _heading(self, block: dict[str, Any]) -> str:
        return block["heading"][self.language] if "heading" in block else ""

    def section(self, section: dict[str, Any]) -> Section | None:
        """Return a section with what can be said in it; None when that is nothing, or what it is about is not known."""
        if "needs" in section and blocks.made(self, section["needs"]) is None:
            return None
        main, aside = (
            tuple(made for one in section.get(side, ()) if (made := self.block(one)) is not None)
            for side in ("main", "aside")
        )
        if not main and not aside:
            return None
        return Section(
            section["id"], section["heading"][self.language], main, aside, not self.narrative.reviewed[self.language]
        )

    def key_figure(self, given: dict[str, Any]) -> KeyFigure | None:
        figure = self.find(given["figure"])
        if figure is None:
            return None
        parts = [one for name in given.get("parts", ()) if (one := self.find(name))]
        label = given["label"][self.language] if "label" in given else self.label(figure.id)
        return KeyFigure(
            label,
            self.part(figure, marked=True),
            tuple(Fact(self.label(one.id), self.part(one, marked=True)) for one in parts),
        )

    # -- how, sources, imprint -----------------------------------------------------------------------------------------

    def how(self) -> tuple[How, ...]:
        """Return how each number was made: once for each figure, never for each row of its breakdown."""
        return tuple(
            self._how(one)
            for one in self.figures.figures
            if not one.dimensions and not isinstance(one.cell, NotCollected)
        )

    def _how(self, figure: Figure) -> How:
        language, texts, kind = self.language, self.figures.texts, name_of(figure.cell)
        shown = cell_text(figure.cell, language, figure.unit)
        meaning = "" if isinstance(figure.cell, Shown) else word(f"cell.kind.{kind}", language)
        numbers, numbered = self.steps(), {one: str(index) for index, one in enumerate(self.named_sources(), 1)}
        lines = (
            ("how.cell", meaning),
            ("how.as_of", self._period(figure)),
            ("how.basis", text_in(texts, language, "basis", figure.basis) or figure.basis),
            ("how.sources", ", ".join(numbered[one] for one in figure.sources)),
            ("section.notes", ", ".join(self.marks(figure))),
            ("how.steps", "; ".join(f"({numbers[one.id]}) {cell_text(one.cell, language)}" for one in figure.steps)),
        )
        return How(
            to_appendix(figure.id)[1:],
            f"{figure.id}@{figure.version}",
            self.label(figure.id),
            shown,
            text_in(texts, language, "figures", figure.id, "definition"),
            tuple((word(key, language), text.removesuffix(".") + ".") for key, text in lines if text),
            figure.recipe[:16],
        )

    def steps(self) -> dict[str, str]:
        """Return the number of every step, in the order of appearance, so that the long words stand once."""
        found = dict.fromkeys(
            step.id for figure in self.figures.figures if not figure.dimensions for step in figure.steps
        )
        return {step: str(index) for index, step in enumerate(found, 1)}

    def steps_in_words(self) -> str:
        told = (
            f"({index}) {text_in(self.figures.texts, self.language, 'steps', step) or step}"
            for step, index in self.steps().items()
        )
        return "; ".join(told)

    def _period(self, figure: Figure) -> str:
        end = day(figure.as_of, self.language)
        if not figure.period_start:
            return "" if figure.as_of == self.figures.as_of else end
        return word("how.period", self.language, start=day(figure.period_start, self.language), end=end)

    def source_title(self, source: str) -> str:
        return text_in(self.figures.texts, self.language, "sources", source, "title") or source

    def sources(self) -> tuple[SourceLine, ...]:
        return tuple(self._source(source) for source in self.named_sources())

    def named_sources(self) -> tuple[str, ...]:
        """Return the ids of all sources, in the order of appearance: that is their number."""
        named = [source for figure in self.figures.figures for source in figure.sources]
        compared = [blocks.OFFICIAL_SOURCE] if self.figures.differences else []
        return tuple(dict.fromkeys((*named, *compared)))

    def _source(self, source: str) -> SourceLine:
        read = {
            key: text_in(self.figures.texts, self.language, "sources", source, key)
            for key in ("publisher", "date", "url", "licence")
        }
        licence = word("sources.licence", self.language, licence=read["licence"]) if read["licence"] else ""
        published = ", ".join(one for one in (read["publisher"], _maybe_day(read["date"], self.language)) if one)
        return SourceLine(source, self.source_title(source), published, read["url"], licence)


def _maybe_day(text: str, language: str) -> str:
    try:
        return day(date.fromisoformat(text), language)
    except ValueError:
        return text


def published_on(given: FigureSet) -> date:
    """Return the day that the figures describe: official statistics are of the last day of a year."""
    return max((one.as_of for one in given.figures), default=given.as_of)


def compose(
    given: FigureSet,
    language: str,
    *,
    figure_url: FigureUrl = to_appendix,
    imprint: Imprint | None = None,
    narrative: Narrative | None = None,
) -> Edition:
    """Return the edition in one language.

    Raises:
        ValueError: the language is not one of ours.
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not a language of the factsheet: {', '.join(LANGUAGES)}")
    told = narrative or edition_for(given)
    composer = Composer(given, language, told, figure_url)
    key_figures = tuple(made for one in told.key_figures if (made := composer.key_figure(one)))
    sections = tuple(section for one in told.sections if (section := composer.section(one)))
    how = composer.how()
    recipe = digest([[one.id, one.version, sorted(one.dimensions), one.recipe] for one in given.figures])
    lead = composer.sentences([told.lead]) if told.lead else ()
    return Edition(
        id=told.id,
        file_stem=stem(given),
        language=language,
        kind=word("factsheet", language),
        country=countries.name(given.country, language),
        title=f"{countries.name(given.country, language)}: {told.title[language]}",
        period=month(given.as_of, language),
        as_of=word("as_of", language, day=day(given.as_of, language)),
        source=word(f"source.{given.source}", language),
        demonstration_note=DEMONSTRATION_NOTE[language] if given.demonstration else "",
        draft_note=_draft_note(told, language),
        time_note=_time_note(given, language),
        lead=lead[0] if lead else (),
        key_figures_heading=word("contents", language),
        key_figures=key_figures,
        sections=sections,
        notes_heading=word("section.notes", language),
        notes=tuple(Note(mark, composer.footnote(one)) for one, mark in composer.notes.items()),
        sources_heading=word("section.sources", language),
        sources=composer.sources(),
        how_heading=word("section.how", language),
        how_intro=word("how.intro", language),
        how_steps=composer.steps_in_words(),
        how=how,
        how_words={key: word(f"how.{key}", language) for key in ("figure", "definition", "steps", "recipe")},
        imprint=_imprint(given, language, imprint, recipe),
        footer=_footer(given, language, imprint, recipe),
        page_word=word("imprint.page", language),
        no_emblem=word("imprint.no_emblem", language),
        table_word=word("table.number", language),
        digest=recipe,
    )


def stem(given: FigureSet) -> str:
    """Return the name of the edition's files, without language and ending."""
    return f"factsheet-{given.country}-{given.as_of.isoformat()}"


def _draft_note(told: Narrative, language: str) -> str:
    key = "reviewed_note" if told.reviewed[language] else "draft_note"
    return word(key, language, drafted=told.drafted[language], reviewed=told.reviewed[language])


def _time_note(given: FigureSet, language: str) -> str:
    if given.source == "official":
        return word("year_note", language, published=day(published_on(given), language))
    return word("known_at", language, day=day(given.known_at.date(), language)) if given.known_at else ""


def _imprint(given: FigureSet, language: str, imprint: Imprint | None, recipe: str) -> tuple[tuple[str, str], ...]:
    held = imprint or Imprint()
    released = (
        word("imprint.release", language, number=held.number) if held.number else word("imprint.not_released", language)
    )
    return (
        (word("imprint.edition", language), f"{given.country} {given.as_of.isoformat()} · {released}"),
        (word("imprint.source", language), word(f"source.{given.source}", language)),
        (word("imprint.seal", language), held.seal_root or word("imprint.not_sealed", language)),
        (word("imprint.recipe", language), recipe),
    )


def _footer(given: FigureSet, language: str, imprint: Imprint | None, recipe: str) -> str:
    seal = (imprint.seal_root if imprint else "")[:16] or word("imprint.not_sealed", language)
    return " · ".join(
        (
            f"{given.country} {given.as_of.isoformat()}",
            word(f"source.{given.source}", language),
            f"{word('imprint.seal', language).lower()} {seal}",
            f"{word('imprint.recipe', language).lower()} {recipe[:16]}",
        )
    )
