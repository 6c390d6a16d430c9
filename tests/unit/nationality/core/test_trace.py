"""What an assessment looks like from outside: JSON by its schema, text that never sounds like a decision."""

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.nationality.core.law import ON, a_parent, a_person, a_rule, a_stay, day, law, of_unknown_nationality
from tests.unit.nationality.core.schema_check import problems
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Absent, Event, Person
from tulga.nationality.core.outcomes import (
    Answer,
    Article1,
    Assessment,
    Branch,
    Change,
    Need,
    Outcome,
    Question,
    Step,
)
from tulga.nationality.core.rules import Verification
from tulga.nationality.core.trace import as_json, as_plain_text, as_text, lines_of
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN
from tulga.nationality.core.wording import LANGUAGES, findings, questions
from tulga.nationality.core.wording.clauses import Context
from tulga.nationality.core.wording.needs import (
    is_contact_with_a_state,
    option,
    place,
    sentence_of_assumption,
    sentence_of_fact,
    sentence_of_need,
)

DESCENT = a_rule("KZ-D", "both parents.national(KAZ, at birth)", state="KAZ")
SNAPSHOT = a_rule(
    "KZ-N", "resident(KAZ, permanent, on 1992-03-01) and not event(opt_out, KAZ, by 1995-12-31)",
    at="on 1992-03-01", state="KAZ", conflicts=("KZ-X",),
)  # fmt: skip
UNSEEN = a_rule("UZ-U", "born_in(UZB)", state="UZB", level="U")
NEGLECT = a_rule(
    "UZ-L", "lives_abroad_for(UZB, 5 years, now) and not consular_registration(UZB, now)",
    at="on application", state="UZB", effect="ground_of_loss", procedure="decision",
)  # fmt: skip
EXIT = a_rule(
    "UZ-E", "act(decree_exit, UZB)", at="on event decree_exit", state="UZB", effect="loses", procedure="decision"
)
PACKS = law(DESCENT, SNAPSHOT, UNSEEN, NEGLECT, EXIT)


def an_event(kind: str, when: str, state: str) -> Event:
    told = day(when)
    assert told is not None
    return Event(kind, told, state, (), "events[0]")


def people() -> Iterable[Person]:
    yield a_person(place=None, born=None)
    yield a_person(place="UZB", mother=a_parent("mother", "KAZ"), father=of_unknown_nationality("father"))
    yield a_person(place="KAZ", mother=a_parent("mother", "KAZ"), father=a_parent("father", "KAZ"))
    yield a_person(place="UZB", stays=(a_stay("UZB", "1980-05-05", "1995-01-01"), a_stay("KAZ", "1995-01-02")))
    yield a_person(place="KAZ", stays=(a_stay("KAZ", "1980-05-05"),), absent=(Absent("opt_out", "KAZ"),))
    yield a_person(
        place="UZB", events=(an_event("decree_exit", "2001", "UZB"), an_event("naturalised", "2003-05", "XAB"))
    )


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    import tulga.nationality

    file = Path(tulga.nationality.__file__).parent / "schemas" / "assessment.schema.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def by_hand(*answers: Answer, asked: tuple[Question, ...] = (), why: tuple[str, ...] = ("no-link",)) -> Assessment:
    return Assessment("p", ON, answers, Article1.UNDETERMINED, why, asked, (("KAZ", "abc"),), ("parents[0].hair",))


def an_answer(outcome: Outcome = Outcome.UNDETERMINED, **more: Any) -> Answer:
    told: dict[str, Any] = {
        "since": None,
        "lost_on": None,
        "rules": (),
        "verification": None,
        "relevant": ("born-there",),
    }
    return Answer("KAZ", outcome, **(told | more))


FULL = an_answer(
    rules=("KZ-N",),
    verification=Verification.UNVERIFIED,
    relevant=("born-there", "mother-national", "father-lived-there"),
    timeline=(
        Change("1992-03-01", UNKNOWN, ("KZ-N",), "1992-03-01"),
        Change("../2001-01-01", DISPUTED, (), "passport 1997-06-02"),
    ),
    steps=(
        Step(
            "KZ-N", TRUE, "1992-03-01", "1992-03-01", "in force",
            (("mother.national(KAZ, at birth)", DISPUTED, "parents[0]"),), ("KZ-X",), "conflict",
        ),
    ),
    needs=(Need("mother.nationality", ("KAZ", "another", "stateless"), ("person", "consulate:UZB"), 1),),
    conflicts=(("KZ-N", "KZ-X"),),
    assumptions=("subject.no.naturalised.any",),
    risks=("UZ-L",),
    possible=("KZ-D",),
    would_be=(("national", "UZ-U"),),
    explored=False,
)  # fmt: skip
QUESTION = Question(FULL.needs[0], 0.5, (Branch("KAZ", (("KAZ", Outcome.NATIONAL),)), Branch("stateless", ())))


# -- JSON -------------------------------------------------------------------------------------------------------------


def test_what_the_engine_answers_fits_the_schema(schema: dict[str, Any]) -> None:
    found = [as_json(assess(person, PACKS, ON), packs=PACKS) for person in people()]

    assert [problems(json.loads(json.dumps(one)), schema) for one in found] == [[]] * len(found)


def test_an_assessment_in_which_everything_is_filled_fits_the_schema(schema: dict[str, Any]) -> None:
    assert problems(as_json(by_hand(FULL, asked=(QUESTION,))), schema) == []


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda found: found.pop("art1_1"), "$.art1_1: missing"),
        (lambda found: found["states"][0].update(outcome="perhaps"), "$.states[0].outcome"),
        (lambda found: found["states"][0].update(since="spring"), "$.states[0].since"),
        (lambda found: found["states"][0].update(shoe=1), "$.states[0].shoe: no such field"),
        (lambda found: found["questions"][0].update(cost="much"), "$.questions[0].cost"),
    ],
)
def test_the_schema_refuses_what_is_not_an_assessment(break_it: Any, said: str, schema: dict[str, Any]) -> None:
    found = as_json(by_hand(FULL, asked=(QUESTION,)))

    break_it(found)

    assert [text for text in problems(found, schema) if text.startswith(said)] != []


def test_states_are_given_back_in_the_codes_of_the_input() -> None:
    found = as_json(by_hand(FULL, asked=(QUESTION,), why=("undetermined:KAZ",)), codes=lambda code: code[:2])

    assert found["states"][0]["state"] == "KA"
    assert found["art1_1"]["why"] == ["undetermined:KA"]
    assert found["questions"][0]["branches"][0]["outcomes"] == [{"state": "KA", "outcome": "national"}]


def test_what_is_asked_is_the_questions_or_else_what_is_missing() -> None:
    asked = as_json(by_hand(FULL, asked=(QUESTION,)))["ask"]
    missing = as_json(by_hand(FULL))["ask"]
    nothing = as_json(by_hand(an_answer(Outcome.NATIONAL, needs=FULL.needs)))["ask"]

    assert asked == missing == ["Of which State, if any, was the mother a national when the child was born?"]
    assert nothing == []


# -- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_finding_sounds_like_a_decision(language: str) -> None:
    begins = {"en": "On what is known", "ru": "По тому, что известно", "kk": "Белгілі мәліметтер"}[language]
    sentences = [*findings.FINDINGS[language].values(), *findings.ARTICLE[language].values()]

    assert [text for text in sentences if not text.startswith(begins)] == []
    assert all("{under}" in text for text in findings.FINDINGS[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_1_1_speaks_in_the_words_of_the_convention(language: str) -> None:
    words = {
        "en": "not considered as a national by any State under the operation of its law",
        "ru": "не рассматривается гражданином каким-либо государством в силу его закона",
        "kk": "ешбір мемлекет өз заңының күшімен азаматы деп санамайды",
    }

    assert words[language] in findings.ARTICLE[language][Article1.STATELESS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_authority_is_named_as_a_place_to_ask_without_what_has_to_come_first(language: str) -> None:
    contact = findings.REPORT[language]["contact"]
    named = findings.REPORT[language]["where"].split("{")[0]
    texts = [as_text(assess(person, PACKS, ON), PACKS, language) for person in people()]
    texts.append(as_text(by_hand(FULL, asked=(QUESTION, QUESTION)), PACKS, language))
    bodies = {
        place(where, language)
        for where in ("authority:KAZ", "authority:UZB", "consulate:UZB", "register:KAZ", "archive")
    }

    lines = [line.text for text in texts for line in lines_of(text)]
    asked = [
        number for number, text in enumerate(lines) if text.startswith(named) and any(body in text for body in bodies)
    ]

    assert asked != []
    assert {lines[number + 1] for number in asked} == {contact}


def test_who_may_be_asked_without_screening_is_only_who_is_no_authority() -> None:
    keys = (
        "person",
        "house-book",
        "employer",
        "school",
        "authority:UZB",
        "authority",
        "consulate:UZB",
        "register:any",
        "archive",
    )

    assert [key for key in keys if not is_contact_with_a_state(key)] == ["person", "house-book", "employer", "school"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_says_that_it_is_a_draft_and_that_a_person_decides(language: str) -> None:
    text = as_plain_text(by_hand(FULL), PACKS, language)

    assert findings.REPORT[language]["nature"] in text
    assert findings.REPORT[language]["draft"] in text


def test_relevant_states_come_first_and_article_1_1_before_the_questions() -> None:
    kinds = [section.kind for section in as_text(assess(list(people())[3], PACKS, ON), PACKS, "en")]

    assert kinds == ["head", "state", "state", "article", "questions"]


def test_a_state_that_is_not_relevant_gets_one_line() -> None:
    found = as_text(assess(list(people())[2], PACKS, ON), PACKS, "en")

    others = next(section for section in found if section.kind == "others")

    assert [line.text for line in others.lines] == ["Uzbekistan: not a national"]


def test_everything_that_an_answer_holds_is_said() -> None:
    text = as_plain_text(by_hand(FULL, asked=(QUESTION,)), PACKS, "en")

    for words in (
        "born there, the mother was its national, the father lived there",
        "1 March 1992: from then on it is not known (on 1 March 1992: KZ-N).",
        "1 January 2001 at the latest: from then on it is disputed (by a paper: a passport, 2 June 1997).",
        "Read on 1 March 1992, because the law in force at that event counts.",
        "It is disputed whether the mother was a national of Kazakhstan at the person's birth (read in: parents, 1).",
        "What follows if the condition is met: the person acquires the nationality of Kazakhstan by operation of law",
        "Other rules contradict this one (KZ-X): whatever it gives alone, nothing is decided on it.",
        "It can be learnt from: the person, a consulate of Uzbekistan.",
        "Assumed, because no such act is recorded: the person was not granted the nationality of any State.",
        "KZ-N (article KZ-N) contradicts KZ-X.",
        "Risks: nationality may be lost on these grounds, but no act of an authority is known:\n  - UZ-L",
        "A national, if UZ-U (article UZ-U) is as assumed.",
        "Ways to the nationality that may be open:\n  - KZ-D",
        "not fully explored",
        "If the answer is “Kazakhstan”: Kazakhstan: a national.",
        "If the answer is “no State (stateless)”: nothing changes yet.",
        "parents[0].hair",
    ):
        assert words in text


def test_a_finding_that_rests_on_a_paper_is_called_a_presumption() -> None:
    by_paper = an_answer(Outcome.NATIONAL, timeline=(Change("1997-06-02", TRUE, (), "passport 1997-06-02"),))
    by_answer = an_answer(Outcome.NATIONAL, timeline=(Change("2020-06-02", TRUE, (), "authority_answer 2020-06-02"),))
    by_rule = an_answer(Outcome.NATIONAL, timeline=(Change("1992-03-01", TRUE, ("KZ-N",), "1992-03-01"),))

    texts = [as_plain_text(by_hand(answer), PACKS, "en") for answer in (by_paper, by_answer, by_rule)]

    assert ["presumption" in text for text in texts] == [True, False, False]
    assert ["own answer" in text for text in texts] == [False, True, False]


def test_a_ground_of_loss_that_is_repealed_is_read_on_its_last_day() -> None:
    step = Step(
        "UZ-L", TRUE, "now", "2016-09-02", "in force", (("lives_abroad_for(UZB, 5 years, at event)", TRUE, ""),) * 2
    )
    text = as_plain_text(by_hand(an_answer(rules=("UZ-L",), steps=(step,))), PACKS, "en")

    assert "Read on its last day in force (2 September 2016), because" in text
    assert text.count("had lived in a State other than Uzbekistan for 5 years up to 2 September 2016.") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_holes(language: str) -> None:
    texts = [as_plain_text(assess(person, PACKS, ON), PACKS, language) for person in people()]
    texts.append(as_plain_text(by_hand(FULL, asked=(QUESTION,)), PACKS, language))

    assert [text for text in texts if re.search(r"[{}|=]|\[\||None|\S  \S| [,.;:]", text)] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_text_is_in_one_language(language: str) -> None:
    texts = [as_plain_text(assess(person, PACKS, ON), PACKS, language) for person in people()]
    foreign = {"parents", "hair", "p", "XAB", "XAA", "KZ", "UZ"}

    words = {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)}

    assert words - foreign == set()


def test_tables_of_findings_have_the_same_entries_and_slots() -> None:
    differing = []
    for module in (findings, questions):
        for name, table in vars(module).items():
            if name.isupper() and isinstance(table, dict) and set(table) == set(LANGUAGES):
                keys = [set(table[language]) for language in LANGUAGES]
                differing += [name] if keys[1:] != keys[:1] * 2 else []

    assert differing == []


# -- needs, places, options -------------------------------------------------------------------------------------------

KEYS = (
    "subject.resident.permanent.1992-03-01",
    "subject.resident.any.1992-01-01/1992-12-31",
    "mother.resident.lawful.../1992-03-01",
    "mother.nationality",
    "mother.father.nationality",
    "spouse.nationality",
    "subject.nationality",
    "subject.event.opt_out.KAZ",
    "subject.event.naturalised.other.not-KAZ",
    "subject.event.naturalised.any",
    "subject.birth",
    "subject.birth.before.1995-01-01",
    "subject.born_in",
    "subject.term.wish-1992",
    "father.resident.lawful.DEU.2016-05-05",
    "father.exists",
    "subject.resident_for.permanent.UZB.5years.2024-06-01",
    "subject.resident_since.permanent.UZB.1995-01-01.2024-06-01",
    "subject.abroad.KAZ.2024-06-01",
    "subject.abroad_for.KAZ.5years.2024-06-01",
    "subject.document.passport_1974.any",
    "subject.consular_registration.UZB",
    "subject.ussr",
    "subject.parents_unknown",
    "subject.married.KAZ",
    "subject.married",
    "subject.relative",
    "authority.answer.UZB",
    "adopter.nationality_unknown",
    "subject.shoe.size.44",
    "weather",
    "relative.agreement.KAZ",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_need_is_a_question(key: str, language: str) -> None:
    text = sentence_of_need(key, language)

    assert text.endswith("?")
    assert text[0].isupper()
    assert not re.search(r"[{}\[\]|=_]|  | [,.;?]", text)


def test_no_two_needs_ask_the_same() -> None:
    for language in LANGUAGES:
        assert len({sentence_of_need(key, language) for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize(
    ("key", "english", "russian", "kazakh"),
    [
        (
            "subject.resident.permanent.1992-03-01",
            "In which State was the person permanently resident on 1 March 1992?",
            "В каком государстве лицо постоянно проживало на 1 марта 1992 года?",
            "Адам 1992 жылғы 1 наурызда қай мемлекетте тұрақты тұрған?",
        ),
        (
            "mother.father.nationality",
            "Of which State, if any, was the mother's father a national when the child was born?",
            "В гражданстве какого государства, если оно было, состоял отец матери, когда родился ребёнок?",
            "Бала туған кезде анасының әкесі қай мемлекеттің азаматы болған (егер азаматтығы болса)?",
        ),
        (
            "subject.event.opt_out.KAZ",
            "Is it true that the person declared in writing not to want the nationality of Kazakhstan?",
            "Верно ли, что лицо письменно заявило о нежелании состоять в гражданстве Казахстана?",
            "Бұл рас па: адам Қазақстанның азаматтығында болғысы келмейтіні туралы жазбаша мәлімдеген?",
        ),
    ],
)
def test_a_question_is_put_to_a_person(key: str, english: str, russian: str, kazakh: str) -> None:
    assert [sentence_of_need(key, language) for language in LANGUAGES] == [english, russian, kazakh]


def test_a_term_is_asked_in_the_words_of_its_pack() -> None:
    from dataclasses import replace

    rule = replace(
        DESCENT,
        open_terms=(("wish-1992", (("en", "Did the person declare the wish?"), ("ru", "Заявило ли лицо желание?"))),),
    )

    asked = [sentence_of_need("subject.term.wish-1992", language, law(rule)) for language in ("en", "ru")]

    assert asked == ["Did the person declare the wish?", "Заявило ли лицо желание?"]


@pytest.mark.parametrize(
    ("where", "texts"),
    [
        ("person", ["the person", "само лицо", "адамның өзі"]),
        ("consulate:UZB", ["a consulate of Uzbekistan", "консульство Узбекистана", "Өзбекстанның консулдығы"]),
        ("register:not-KAZ", ["a population register", "регистр населения", "халық тіркелімі"]),
        ("moon", ["moon", "moon", "moon"]),
    ],
)
def test_places_are_words(where: str, texts: list[str]) -> None:
    assert [place(where, language) for language in LANGUAGES] == texts


def test_options_are_words_or_names_of_states() -> None:
    assert [option(one, "ru") for one in ("yes", "elsewhere", "stateless", "KAZ")] == [
        "да", "в другом месте", "никакое (без гражданства)", "Казахстан",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_assumption_that_no_table_knows_is_still_said(language: str) -> None:
    assert sentence_of_assumption("subject.moon.full", language).endswith("subject moon full.")


def test_facts_are_said_with_their_value_and_their_place() -> None:
    facts = [
        ("mother.father.national(KAZ, at birth)", FALSE, "parents[0]"),
        ("born < 1995-01-01", UNKNOWN, "not told"),
        ("age(at event) < 14", FALSE, ""),
        ("resident(KAZ, permanent, on 1992-03-01)", TRUE, "answer:subject.resident.permanent.1992-03-01"),
        ("something new(KAZ)", TRUE, ""),
        ("adopter[1].national(KAZ, at event)", UNKNOWN, ""),
        ("resident_since_before(UZB, permanent, on 1995-01-01, now)", TRUE, "parents[mother].pr[0]"),
    ]

    assert [sentence_of_fact(*fact, "en", Context()) for fact in facts] == [
        "The mother's father was not a national of Kazakhstan at the person's birth (read in: parents, 1).",
        "It is not known whether the person was born before 1 January 1995.",
        "The person was at least 14 years of age on the day of that event.",
        "The person was permanently resident in Kazakhstan on 1 March 1992 (an answer that is only tried out).",
        "The condition “something new(KAZ)” is met.",
        "It is not known whether the adopter (2) was a national of Kazakhstan on the day of that event.",
        "The person has been permanently resident in Uzbekistan without interruption since a day before "
        "1 January 1995, up to the date of the assessment (read in: parents, the mother, residence, 1).",
    ]


def test_the_date_of_the_assessment_is_written_out() -> None:
    assessed = assess(a_person(), PACKS, date(2024, 6, 1))

    titles = [as_text(assessed, PACKS, language)[0].title for language in LANGUAGES]

    assert [("1 June 2024" in titles[0]), ("1 июня 2024 года" in titles[1]), ("2024 жылғы 1 маусым" in titles[2])] == [
        True
    ] * 3
