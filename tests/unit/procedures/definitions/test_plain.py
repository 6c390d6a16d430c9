"""A page in plain words: who, where, what to bring, what happens, how long, silence, complaint, what nobody knows."""

from datetime import date
from pathlib import Path

import pytest

from tests.unit.procedures.definitions.written import write
from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.definitions import words
from tulga.procedures.definitions.core.loading import load_country, load_definitions
from tulga.procedures.definitions.core.model import Basis, Mark
from tulga.procedures.definitions.plain import Line, Page, page_of

TODAY = date(2026, 11, 25)


def the_page(folder: Path, *changes: tuple[str, str], language: str = "en", day: date = TODAY) -> Page:
    definition = load_country(write(folder, *changes))["XAA.statelessness_determination"]
    return page_of(definition, definition.versions[0], language, day=day)


def lines(page: Page, section: str) -> dict[str, Line]:
    return {line.id: line for one in page.sections if one.id == section for line in one.lines}


def test_a_page_says_what_a_person_needs(tmp_path: Path) -> None:
    page = the_page(tmp_path)

    assert [one.id for one in page.sections] == [
        "who", "where", "bring", "steps", "papers", "time", "silence", "appeal", "numbers", "questions",
    ]  # fmt: skip
    assert [line.text for line in lines(page, "bring").values()] == ["form (needed)"]
    assert lines(page, "time")["decision"].text == (
        "Decision: 15 working days (can be extended, at most: 2 months)"
    )
    assert "silence counts as refusal" in lines(page, "silence")["decision"].text
    assert lines(page, "papers")["card"].text == "Card (valid: 5 years; from the age of 16)"
    assert list(lines(page, "appeal")) == ["appealed", "dismissed", "window"]
    assert lines(page, "numbers")["age"].text == "Age: 16 years of age"
    assert lines(page, "questions")["question_1"].text == "which?"
    assert page.warning == "A lawyer has not read this page yet."


@pytest.mark.parametrize(
    ("day", "office"), [("2022-05-12", "police"), ("2022-05-13", "office"), ("2026-11-25", "office")]
)
def test_the_office_is_that_of_the_day(tmp_path: Path, day: str, office: str) -> None:
    page = the_page(tmp_path, day=date.fromisoformat(day))

    assert [line.text for line in lines(page, "where").values()] == [office]


def test_two_offices_are_named_while_nobody_knows_which_it_is(tmp_path: Path) -> None:
    change = ('valid: "2022-05-13.."', 'valid: "2022-05-13..", not_before: "2022-04-07"')
    page = the_page(tmp_path, change, day=date(2022, 4, 8))

    assert [line.text for line in lines(page, "where").values()] == [
        "police (perhaps; the day of the change is not known)",
        "office (perhaps; the day of the change is not known)",
    ]


@pytest.mark.parametrize(
    ("basis", "use", "warning"),
    [
        ('["X1; V-law"]', "assert", ""),
        ('["X1; V-law", "X1; INF"]', "assert", "verified in part only; ask a lawyer"),
        ('["X1; V-law"]', "config", "not verified; ask a lawyer"),
        ('["X1; U"]', "config", "not verified; ask a lawyer"),
        ('["model"]', "config", "our way of working"),
    ],
)
def test_a_line_warns_as_far_as_it_is_not_verified(tmp_path: Path, basis: str, use: str, warning: str) -> None:
    page = the_page(tmp_path, ('use: assert, basis: ["X1; V-law"]}', f"use: {use}, basis: {basis}}}"))

    assert lines(page, "bring")["form"].warning == warning


def test_a_line_names_its_sources(tmp_path: Path) -> None:
    proof = lines(the_page(tmp_path, language="ru"), "steps")["issued"].proofs[0]

    assert (proof.title, proof.url, proof.provision) == ("Decree 1", "https://gazette.example", "Art. 3")
    assert (proof.mark, proof.mark_words) == (Mark.LAW, "текст закона прочитан")


def test_a_limit_that_was_not_found_is_shown_as_such(tmp_path: Path) -> None:
    page = the_page(
        tmp_path,
        ("limit: 15 working days", "limit: not found"),
        ("        owner: decider\n        use: assert", "        owner: decider\n        use: config"),
    )

    assert "no limit was found" in lines(page, "time")["decision"].text


@pytest.mark.parametrize(
    ("limit", "ru", "kk", "en"),
    [
        (Limit(1, Unit.MONTHS), "1 месяц", "1 ай", "1 month"),
        (Limit(3, Unit.MONTHS), "3 месяца", "3 ай", "3 months"),
        (Limit(5, Unit.CALENDAR_DAYS), "5 календарных дней", "5 күнтізбелік күн", "5 calendar days"),
        (Limit(21, Unit.WORKING_DAYS), "21 рабочий день", "21 жұмыс күні", "21 working days"),
        (Limit(11, Unit.WORKING_DAYS), "11 рабочих дней", "11 жұмыс күні", "11 working days"),
        (Limit(24, Unit.HOURS), "24 часа", "24 сағат", "24 hours"),
        (Limit(5, Unit.YEARS), "5 лет", "5 жыл", "5 years"),
        (Limit(0, Unit.CALENDAR_DAYS), "в тот же день", "сол күні", "on the same day"),
        (None, "срок не найден", "мерзім табылмады", "no limit was found"),
    ],
)
def test_a_limit_reads_well_in_each_language(limit: Limit | None, ru: str, kk: str, en: str) -> None:
    assert [words.limit(limit, language) for language in ("ru", "kk", "en")] == [ru, kk, en]


def test_the_best_mark_of_several_is_shown() -> None:
    marks = [Mark.UNVERIFIED, Mark.PRESS, Mark.GOVERNMENT]

    assert words.best_mark(tuple(Basis("S1", "", mark) for mark in marks)) is Mark.GOVERNMENT
    assert words.best_mark((Basis("S1", "", Mark.INFERRED),)) is Mark.INFERRED


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_every_shipped_page_is_whole_in_every_language(definition: str, language: str) -> None:
    found = load_definitions()[definition]
    for version in found.versions:
        page = page_of(found, version, language, day=TODAY)
        told = {section.id for section in page.sections}
        steps = {line.id for id in ("steps", "appeal") for line in lines(page, id).values()}  # noqa: A001

        assert told >= {"who", "where", "bring", "steps", "papers", "time", "appeal", "questions"}
        assert {step.id for step in version.steps} <= steps
        assert all(line.text.strip() for section in page.sections for line in section.lines)
        assert "complaint" not in lines(page, "bring")


@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_the_first_step_that_is_told_is_one_that_the_person_does(definition: str) -> None:
    found = load_definitions()[definition]
    for version in found.versions:
        first = next(iter(lines(page_of(found, version, "en", day=TODAY), "steps")))
        assert "applicant" in next(step.by for step in version.steps if step.id == first)


@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_what_is_our_own_proposal_or_not_verified_is_never_told_as_law(definition: str) -> None:
    found = load_definitions()[definition]
    for version in found.versions:
        for section in page_of(found, version, "en", day=TODAY).sections:
            for line in section.lines:
                bare = [proof for proof in line.proofs if proof.mark in (Mark.UNVERIFIED, Mark.INFERRED)]
                assert line.warning or not bare, line.id
