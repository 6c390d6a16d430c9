"""The law as it is encoded, for whoever wants to read, check and correct it: packs, acts, articles, versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tulga.access.actor import Actor
from tulga.access.queries import author_names, organisation_names
from tulga.access.roles import May
from tulga.nationality import lawbook
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.outcomes import Assessment, Outcome
from tulga.nationality.core.rules import VERIFICATION_CODE, Act, Pack, Rule, Source, Verification
from tulga.nationality.core.wording.findings import OUTCOMES
from tulga.nationality.core.wording.grammar import Line, capital
from tulga.nationality.core.wording.rulebook import (
    PROCEDURES,
    RULES,
    VERIFICATION,
    act_lines,
    article_of,
    in_force,
    not_encoded_lines,
    rule_lines,
    text_of,
)
from tulga.nationality.queries import CorrectionInfo
from tulga.web.staff import labels
from tulga.web.staff.presenters.files import About

_TONES: Final = {
    Verification.TEXT_SEEN: "tag",
    Verification.SECONDARY: "tag tag-plain",
    Verification.UNVERIFIED: "tag tag-warn",
}


READINGS: Final[labels.Words] = {
    "met": pgettext_lazy("condition of a rule", "met"),
    "not_met": pgettext_lazy("condition of a rule", "not met"),
    "unknown": pgettext_lazy("condition of a rule", "not known"),
    "not_read": pgettext_lazy("condition of a rule", "not read"),
}


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    text: str
    tone: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class PackLine:
    """One pack: whose law, how much of it, how well it is known, and the digest that names it."""

    state: str
    name: str
    url: str
    acts: int
    rules: int
    levels: tuple[Level, ...]
    not_encoded: int
    digest: str


@dataclass(frozen=True, slots=True)
class LawPage:
    packs: tuple[PackLine, ...]
    draft: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    id: str
    url: str
    article: str
    heading: str
    in_force: str
    level: Level
    conflicts: bool


@dataclass(frozen=True, slots=True)
class ActBlock:
    key: str
    title: str
    lines: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    not_encoded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatePage:
    name: str
    pack: PackLine
    acts: tuple[ActBlock, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    key: str
    citation: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case that exercises a rule: what it is about, and what is expected of the State."""

    id: str
    title: str
    expected: str
    reading: str  # what this rule gives in it; empty where the case does not say


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    text: str
    language: str
    why: str
    provenance: str
    pack: str
    older: bool  # proposed against another version of the pack


@dataclass(frozen=True, slots=True)
class RulePage:
    id: str
    heading: str
    state: str
    state_url: str
    act: str
    article: str
    level: Level
    points: tuple["Point", ...]
    condition: str
    applies_to: str
    note: str
    draft: str
    versions: tuple[Linked, ...]
    conflicts: tuple[Linked, ...]
    exceptions: tuple[Linked, ...]
    open_terms: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    cases: tuple[CaseLine, ...]
    corrections: tuple[CorrectionLine, ...]
    correct_url: str
    digest: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A paragraph of the rule in plain words, with the points under it, and points under these."""

    text: str
    points: tuple["Point", ...] = ()


def _address(name: str, *parts: str) -> str:
    return reverse(f"staff:{name}", args=parts)


def level_of(verification: Verification, count: int = 0) -> Level:
    text = capital(VERIFICATION[labels.language()][verification])
    return Level(VERIFICATION_CODE[verification], text, _TONES[verification], count)


def name_of(state: str) -> str:
    return _("Conventions and treaties") if state == "INT" else capital(labels.country(state))


def pack_line(pack: Pack) -> PackLine:
    rules = pack.rules
    counted = (
        (level, sum(rule.verification is level for rule in rules)) for level in sorted(Verification, reverse=True)
    )
    return PackLine(
        pack.state,
        name_of(pack.state),
        _address("law-state", pack.state),
        len(pack.acts),
        len(rules),
        tuple(level_of(level, count) for level, count in counted if count),
        sum(len(act.not_encoded) for act in pack.acts),
        pack.digest,
    )


def overview() -> LawPage:
    """Return every pack, the States in the order of their names."""
    lines = sorted((pack_line(pack) for pack in load_packs().values()), key=lambda line: line.name)
    return LawPage(tuple(lines), RULES[labels.language()]["draft"])


def used(found: Assessment) -> tuple[PackLine, ...]:
    """Return the packs of the States in question, for whoever wants to know which law was read."""
    packs = load_packs()
    states = [answer.state for answer in found.answers if answer.relevant]
    return tuple(pack_line(packs[state]) for state in states if state in packs)


def state_page(pack: Pack) -> StatePage:
    return StatePage(name_of(pack.state), pack_line(pack), tuple(_act(act) for act in pack.acts))


def _act(act: Act) -> ActBlock:
    language = labels.language()
    title, *lines = (line.text for line in act_lines(act, language))
    return ActBlock(
        act.key,
        title,
        tuple(lines),
        tuple(_rule_line(rule) for rule in act.rules),
        tuple(line.text for line in not_encoded_lines(act, language) if line.level),
    )


def _rule_line(rule: Rule) -> RuleLine:
    language = labels.language()
    return RuleLine(
        rule.id,
        _address("law-rule", rule.id),
        article_of(rule.article, language),
        capital(text_of(rule.heading, language)),
        in_force(rule.in_force, language),
        level_of(rule.verification),
        bool(rule.conflicts_with),
    )


def rule_page(actor: Actor, pack: Pack, rule: Rule, proposed: Sequence[CorrectionInfo]) -> RulePage:
    """Return one version of one article with everything that is known of it."""
    language = labels.language()
    act = next(one for one in pack.acts if one.key == rule.act)
    lines = rule_lines(rule, language, pack)
    return RulePage(
        id=rule.id,
        heading=capital(text_of(rule.heading, language)) or rule.id,
        state=name_of(pack.state),
        state_url=_address("law-state", pack.state),
        act=text_of(act.title, language) or act.key,
        article=article_of(rule.article, language),
        level=level_of(rule.verification),
        points=_points(lines, rule),
        condition=rule.when_text,
        applies_to=rule.applies_to_text,
        note=text_of(rule.note, language),
        draft=RULES[language]["draft"],
        versions=_links(one.id for one in act.rules if one.article == rule.article and one.id != rule.id),
        conflicts=_links(rule.conflicts_with),
        exceptions=_links(rule.exceptions),
        open_terms=tuple(text_of(text, language) for _name, text in rule.open_terms),
        sources=tuple(_source(key, pack) for key in rule.sources),
        cases=tuple(_case(case, rule.id, pack.state) for case in lawbook.cases_of(rule.id)),
        corrections=_corrections(actor, proposed, pack),
        correct_url=_address("law-correct", rule.id) if actor.may(May.PROPOSE_CORRECTIONS) else "",
        digest=pack.digest,
        facts=(
            (_("GLOBALCIT mode"), ", ".join(rule.modes)),
            (_("Procedure"), capital(PROCEDURES[language][rule.procedure])),
        ),
    )


def _points(lines: Iterable[Line], rule: Rule) -> tuple[Point, ...]:
    """Return the plain words, without what the page shows by itself: heading, relations, sources, note, draft."""
    words = RULES[labels.language()]
    starts = (
        words["verification"],
        words["note"],
        words["sources"],
        words["exceptions"].partition("{")[0],
        words["conflicts"].partition("{")[0],
        words["draft"][:40],
    )
    kept: list[Line] = []
    skip = False
    for line in list(lines)[1:]:
        skip = line.text.startswith(starts) if line.level == 0 else skip
        if not skip:
            kept.append(line)
    return _nested(kept, 0)


def _nested(lines: Sequence[Line], level: int) -> tuple[Point, ...]:
    """Return lines as points under points, by their depth."""
    starts = [number for number, line in enumerate(lines) if line.level == level]
    ends = [*starts[1:], len(lines)]
    return tuple(
        Point(lines[start].text, _nested(lines[start + 1 : end], level + 1))
        for start, end in zip(starts, ends, strict=False)
    )


def _links(ids: Iterable[str]) -> tuple[Linked, ...]:
    found = []
    for one in ids:
        rule = lawbook.rule_of(one)
        heading = capital(text_of(rule[1].heading, labels.language())) if rule else ""
        found.append(Linked(one, heading, _address("law-rule", one) if rule else ""))
    return tuple(found)


def _source(key: str, pack: Pack) -> SourceLine:
    source: Source | None = next((one for one in pack.sources if one.key == key), None)
    if source is None:
        return SourceLine(key, key, "", "")
    kind = source.kind.replace("-", " ").replace("_", " ")
    checked = _("compared with the full text by: %(who)s") % {"who": source.checked_by} if source.checked_by else ""
    about = " · ".join(
        part for part in (kind, labels.language_name(source.language) if source.language else "", checked) if part
    )
    return SourceLine(key, source.citation, source.url if source.url.startswith(("https://", "http://")) else "", about)


def _case(case: lawbook.Case, rule: str, state: str) -> CaseLine:
    known = {outcome.value: OUTCOMES[labels.language()][outcome] for outcome in Outcome}
    expected = known.get(case.outcomes.get(state, ""), case.outcomes.get(state, ""))
    return CaseLine(
        case.id, case.title, expected, labels.word(READINGS, reading) if (reading := case.readings.get(rule)) else ""
    )


def _corrections(actor: Actor, proposed: Sequence[CorrectionInfo], pack: Pack) -> tuple[CorrectionLine, ...]:
    organisations = organisation_names({one.organisation for one in proposed})
    authors = author_names(actor, {one.actor for one in proposed})
    return tuple(
        CorrectionLine(
            one.text,
            labels.language_name(one.language),
            one.why,
            " · ".join(
                part
                for part in (
                    organisations.get(one.organisation, _("another organisation")),
                    authors.get(one.actor, ""),
                    labels.moment(one.recorded_at),
                )
                if part
            ),
            one.pack,
            one.pack != pack.digest,
        )
        for one in proposed
    )


def about_rule(rule: Rule) -> About:
    """Return what the page of the form speaks of: a rule, in plain words."""
    language = labels.language()
    details = tuple(line.text for line in rule_lines(rule, language)[1:7] if line.level == 0)
    return About(rule.id, capital(text_of(rule.heading, language)) or rule.id, details)
