"""Conditions and rules in words: grammar in three languages, nothing without words, nothing that means its opposite."""

import itertools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce

import pytest

from tests.unit.nationality.core.law import a_rule, law
from tulga.kernel.countries import all_countries
from tulga.kernel.dates import PartialDate
from tulga.nationality.core.language import parse
from tulga.nationality.core.predicates import DOCUMENTS, EVENTS, SIGNATURES
from tulga.nationality.core.rules import InForce
from tulga.nationality.core.terms import (
    And,
    Argument,
    Compare,
    Constant,
    Limit,
    Moment,
    Not,
    Of,
    Or,
    Other,
    Predicate,
    Span,
    Term,
    While,
    Who,
)
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth, and_, not_, or_
from tulga.nationality.core.wording import (
    LANGUAGES,
    Context,
    Line,
    questions,
    render_lines,
    render_rule,
    render_term,
    rule_lines,
    rulebook,
    written,
)
from tulga.nationality.core.wording.clauses import SPOKEN, language_of, normal
from tulga.nationality.core.wording.grammar import plural_ru
from tulga.nationality.core.wording.kazakh import declined

MOMENTS: tuple[Moment | date, ...] = (*Moment, date(1992, 3, 1))
TIMED = {"moment"}


def said(text: str, language: str) -> str:
    return render_term(parse(text), language)


# -- grammar ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "english", "russian", "kazakh"),
    [
        (
            "both parents.national(KAZ, at birth)",
            "both parents were nationals of Kazakhstan at the person's birth",
            "оба родителя состояли в гражданстве Казахстана на момент рождения лица",
            "ата-анасының екеуі де адам туған кезде Қазақстанның азаматы болған",
        ),
        (
            "not mother.national(UZB, now)",
            "the mother is not a national of Uzbekistan on the date of the assessment (or there is no mother in law)",
            "мать не состоит в гражданстве Узбекистана на дату оценки (или матери по закону нет)",
            "анасы бағалау күні Өзбекстанның азаматы емес (немесе заң бойынша анасы жоқ)",
        ),
        (
            "not any parent.national(RUS, at birth)",
            "neither parent was a national of the Russian Federation at the person's birth",
            "ни один из родителей не состоял в гражданстве Российской Федерации на момент рождения лица",
            "ата-анасының ешқайсысы адам туған кезде Ресейдің азаматы болмаған",
        ),
        (
            "exactly one parent.national(KAZ, at birth)",
            "exactly one of the parents was a national of Kazakhstan at the person's birth",
            "ровно один из родителей состоял в гражданстве Казахстана на момент рождения лица",
            "ата-анасының екеуінің тек біреуі адам туған кезде Қазақстанның азаматы болған",
        ),
        (
            "one parent.(national(KGZ, at birth)) while other.(stateless(at birth))",
            "one parent was a national of Kyrgyzstan at the person's birth, while the other parent was stateless "
            "(of no State's nationality) at the person's birth",
            "один из родителей состоял в гражданстве Кыргызстана на момент рождения лица, а другой не имел гражданства "
            "никакого государства (без гражданства) на момент рождения лица",
            "ата-анасының біреуі адам туған кезде Қырғызстанның азаматы болған, ал екіншісі адам туған кезде ешбір "
            "мемлекеттің азаматы болмаған (азаматтығы жоқ адам болған)",
        ),
        (
            "resident(KAZ, permanent, on 1992-03-01) and not event(opt_out, KAZ, by 1995-12-31)",
            "the person was permanently resident in Kazakhstan on 1 March 1992 and did not declare in writing "
            "on or before 31 December 1995 not to want the nationality of Kazakhstan",
            "лицо постоянно проживало в Казахстане на 1 марта 1992 года и не позднее 31 декабря 1995 года не заявляло "
            "письменно о нежелании состоять в гражданстве Казахстана",
            "адам 1992 жылғы 1 наурызда Қазақстанда тұрақты тұрған және 1995 жылғы 31 желтоқсаннан кешіктірмей "
            "Қазақстанның азаматтығында болғысы келмейтіні туралы жазбаша мәлімдемеген",
        ),
        (
            "event(naturalised, other than KAZ)",
            "the person was granted the nationality of a State other than Kazakhstan",
            "лицо принято в гражданство другого государства (не Казахстана)",
            "адам Қазақстаннан басқа мемлекеттің азаматтығына қабылданған",
        ),
        (
            "not age(at event) < 18",
            "the person was at least 18 years of age on the day of that event",
            "лицо достигло возраста 18 лет на день этого события",
            "адам осы оқиға болған күні 18 жасқа толған",
        ),
        (
            "resident_for(DEU, lawful, 8 years, at birth)",
            "the person had been lawfully resident in Germany for 8 years without interruption up to birth",
            "лицо законно проживало в Германии непрерывно не менее 8 лет до рождения",
            "адам туғанға дейін Германияда кемінде 8 жыл бойы үзіліссіз заңды түрде тұрған",
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(condition: str, english: str, russian: str, kazakh: str) -> None:
    assert [said(condition, language) for language in LANGUAGES] == [english, russian, kazakh]


@pytest.mark.parametrize(
    ("condition", "english", "russian", "kazakh"),
    [
        (
            "lived_before(KAZ, permanent, 1991-12-21)",
            "the person was permanently resident in Kazakhstan at some time before 21 December 1991",
            "лицо когда-либо до 21 декабря 1991 года постоянно проживало в Казахстане",
            "адам 1991 жылғы 21 желтоқсаннан бұрын бір кезде Қазақстанда тұрақты тұрған",
        ),
        (
            "not lived_before(KAZ, any, 1991-12-21)",
            "the person was at no time before 21 December 1991 resident in Kazakhstan",
            "лицо никогда до 21 декабря 1991 года не проживало в Казахстане",
            "адам 1991 жылғы 21 желтоқсаннан бұрын ешқашан Қазақстанда тұрмаған",
        ),
        (
            "not document(passport, other than KAZ)",
            "the person never held a passport issued by any State other than Kazakhstan",
            "лицо никогда не имело такого документа: паспорт "
            "(кем выдан документ: никакое государство, кроме Казахстана)",
            "адам паспорттың иесі ешқашан болмаған (берген мемлекет: Қазақстаннан басқа ешбір мемлекет)",
        ),
    ],
)
def test_what_was_once_and_what_was_never_reads_as_a_sentence(
    condition: str, english: str, russian: str, kazakh: str
) -> None:
    assert [said(condition, language) for language in LANGUAGES] == [english, russian, kazakh]


def test_who_is_spoken_of_is_not_said_again_in_the_same_breath() -> None:
    text = said("born_in(KAZ) and not foreign(KAZ, at birth)", "en")

    assert text.count("the person") == 1


def test_a_group_inside_a_group_stands_in_brackets() -> None:
    text = said("born_in(KAZ) and (former_ussr() or (stateless(at birth) and found_in(KAZ)))", "en")

    assert re.sub(r"[^()]", "", text.replace("(of no State's nationality)", "")) == "(())"


def test_one_of_several_things_is_said_of_each_parent_and_not_of_both_together() -> None:
    texts = [said("both parents.(foreign(KAZ, at birth) or stateless(at birth))", language) for language in LANGUAGES]

    starts = ("each of the two parents was", "каждый из обоих родителей состоял", "ата-анасының екеуінің әрқайсысы")
    assert [text.startswith(start) for text, start in zip(texts, starts, strict=True)] == [True] * 3


def test_an_article_is_translated_as_a_whole_or_not_at_all() -> None:
    labels = [
        rulebook.article_of(label, "ru") for label in ("3(1) first indent", "loss of the nationality of the party")
    ]

    assert labels == ["3(1) первый абзац", "loss of the nationality of the party"]


def test_the_event_of_the_timing_is_named() -> None:
    rule = a_rule("P", "father.national(KAZ, at event)", at="on event paternity_established", state="KAZ")
    texts = [render_term(rule.when, language, Context(rule.timing)) for language in LANGUAGES]

    assert [
        text.endswith(end) for text, end in zip(texts, ("of paternity", "отцовства", "азаматы болған"), strict=True)
    ] == [True] * 3
    assert "әке болу анықталған күні" in texts[2]


def test_points_stand_under_what_joins_them() -> None:
    lines = render_lines(
        parse("born_in(KAZ) and both parents.(stateless(at birth) and resident(KAZ, permanent, at birth))"), "en"
    )

    assert [line.level for line in lines] == [0, 1, 1, 2, 2]
    assert lines[2].text == "true of each of the two parents, all of the following:"
    assert lines[4].text == "was permanently resident in Kazakhstan at the person's birth"


def test_a_language_without_tables_is_refused_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="en, ru, kk"):
        language_of("de")


# -- Kazakh and Russian forms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "genitive", "locative", "ablative", "dative", "accusative"),
    [
        ("Қазақстан", "Қазақстанның", "Қазақстанда", "Қазақстаннан", "Қазақстанға", "Қазақстанды"),
        ("Ресей", "Ресейдің", "Ресейде", "Ресейден", "Ресейге", "Ресейді"),
        ("Германия", "Германияның", "Германияда", "Германиядан", "Германияға", "Германияны"),
        ("қыркүйек", "қыркүйектің", "қыркүйекте", "қыркүйектен", "қыркүйекке", "қыркүйекті"),
        ("наурыз", "наурыздың", "наурызда", "наурыздан", "наурызға", "наурызды"),
        ("шілде", "шілденің", "шілдеде", "шілдеден", "шілдеге", "шілдені"),
        ("маусым", "маусымның", "маусымда", "маусымнан", "маусымға", "маусымды"),
        ("Мысыр", "Мысырдың", "Мысырда", "Мысырдан", "Мысырға", "Мысырды"),
        ("Ирак", "Ирактың", "Иракта", "Ирактан", "Иракқа", "Иракты"),
        ("КСРО", "КСРО-ның", "КСРО-да", "КСРО-дан", "КСРО-ға", "КСРО-ны"),
    ],
)
def test_kazakh_suffixes_follow_the_vowels_and_the_last_sound(
    word: str, genitive: str, locative: str, ablative: str, dative: str, accusative: str
) -> None:
    assert [declined(word, case) for case in ("gen", "loc", "abl", "dat", "acc")] == [
        genitive, locative, ablative, dative, accusative,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "form"), [(1, "год"), (2, "года"), (5, "лет"), (11, "лет"), (21, "год"), (112, "лет")]
)
def test_russian_nouns_agree_with_their_number(count: int, form: str) -> None:
    assert plural_ru(count, "год", "года", "лет") == form


@pytest.mark.parametrize(
    ("code", "russian", "kazakh"),
    [
        ("KAZ", "в Казахстане", "Қазақстанда"),
        ("RUS", "в Российской Федерации", "Ресейде"),
        ("SUN", "в СССР", "КСРО-да"),
        ("FRA", "в государстве «Франция»", "Францияда"),
        ("SAU", "в государстве «Саудовская Аравия»", "«Сауд Арабиясы» мемлекетінде"),
        ("XAB", "в государстве «XAB»", "«XAB» мемлекетінде"),
    ],
)
def test_a_state_stands_in_its_case_or_in_quotation_marks(code: str, russian: str, kazakh: str) -> None:
    assert [language_of(language).state(code)["loc"] for language in ("ru", "kk")] == [russian, kazakh]


def test_every_country_has_a_name_in_every_case() -> None:
    forms = {
        (language, country.iso3): SPOKEN[language].state(country.iso3)
        for language in LANGUAGES
        for country in all_countries()
    }

    assert [key for key, form in forms.items() if not all(text.strip() for text in form.values())] == []


# -- nothing without words, nothing that says its opposite ------------------------------------------------------------


def _arguments(kind: str) -> tuple[Argument, ...]:
    return {
        "state": ("KAZ",),
        "state_or_any": ("KAZ", "any", Other("KAZ")),
        "issuer": ("KAZ", "any"),
        "moment": MOMENTS,
        "day": (date(1995, 1, 1),),
        "kind": ("permanent", "lawful", "habitual", "any"),
        "span": (Span(1, "years"), Span(5, "years")),
        "event": ("opt_out", "adopted"),
        "act": ("decree_loss", "recognised"),
        "document": ("passport", "passport_1974"),
        "term": ("good-character",),
        "limit": (Limit("by", date(1995, 12, 31)), Limit("from", date(1995, 12, 31))),
    }[kind]


def _predicates() -> Iterable[Predicate]:
    for name, signature in SIGNATURES.items():
        for count in range(len(signature.kinds) - signature.optional, len(signature.kinds) + 1):
            for arguments in itertools.product(*(_arguments(kind) for kind in signature.kinds[:count])):
                yield Predicate(name, arguments)


def _comparisons() -> Iterable[Compare]:
    for operator in ("<", "<=", ">", ">="):
        yield Compare("born", operator, date(1995, 1, 1))
        yield from (Compare("age", operator, 18, when) for when in MOMENTS)


ATOMS: tuple[Term, ...] = (*_predicates(), *_comparisons())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_predicate_has_words_for_everybody_and_every_moment(language: str) -> None:
    unspoken = SPOKEN[language].words["unknown"].removeprefix("=").split("{text}")
    terms = [atom if who is None else Of(who, atom) for atom, who in itertools.product(ATOMS, (None, *Who))]
    texts = [render_term(said, language) for term in terms for said in (term, Not(term))]

    wrong = [
        text for text in texts if re.search(r"[{}\[\]|=]|  | ,|\s$", text) or all(part in text for part in unspoken)
    ]

    assert wrong[:3] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negation_never_reads_like_what_it_denies(language: str) -> None:
    same = []
    for atom, who in itertools.product(ATOMS, (None, *Who)):
        term = atom if who is None else Of(who, atom)
        said_yes, said_no = render_term(term, language), render_term(Not(term), language)
        inside = said_no if who is None else render_term(Of(who, Not(atom)), language)
        if said_yes in (said_no, inside):
            same.append(said_yes)

    assert same[:3] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_conditions_never_read_the_same(language: str) -> None:
    texts: dict[str, Term] = {}
    clashes = []
    for atom, who in itertools.product(ATOMS, (None, *Who)):
        term = atom if who is None else Of(who, atom)
        text = render_term(term, language)
        if not _one_in_words(texts.setdefault(text, term), term):
            clashes.append(text)

    assert clashes[:3] == []


def _one_in_words(one: Term, other: Term) -> bool:
    """`act` and `event` say the same (they differ in what is assumed when nothing is recorded); so do two "found"."""
    if isinstance(one, Of) and isinstance(other, Of):
        return one.who is other.who and _one_in_words(one.body, other.body)
    names = {getattr(term, "name", "") for term in (one, other)}
    return one == other or names == {"act", "event"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_and_document_of_the_condition_language_has_words(language: str) -> None:
    spoken = SPOKEN[language]

    assert EVENTS - set(spoken.events) == set()
    assert EVENTS - set(spoken.nouns) == set()
    assert DOCUMENTS - set(spoken.documents) == set()


def _tables() -> Iterable[tuple[str, Mapping[str, Mapping[object, object]]]]:
    for module in (questions, rulebook):
        for name, table in vars(module).items():
            if name.isupper() and isinstance(table, dict) and set(table) == set(LANGUAGES):
                yield name, table
    for field in ("subjects", "predicates", "events", "nouns", "documents", "kinds"):
        yield field, {code: getattr(language, field) for code, language in SPOKEN.items()}


@pytest.mark.parametrize(("name", "table"), list(_tables()), ids=lambda value: value if isinstance(value, str) else "")
def test_the_tables_of_the_languages_have_the_same_entries(
    name: str, table: Mapping[str, Mapping[object, object]]
) -> None:
    keys = {language: set(table[language]) for language in LANGUAGES}

    assert keys["ru"] == keys["en"]
    assert keys["kk"] == keys["en"]


# -- the written form means what the condition means ------------------------------------------------------------------

LEAVES = tuple(Predicate("open", (name,)) for name in "abc")


def _worlds() -> Iterable[Mapping[Term, Truth]]:
    for values in itertools.product((TRUE, FALSE, UNKNOWN), repeat=len(LEAVES)):
        yield dict(zip(LEAVES, values, strict=True))


def _value(term: Term, world: Mapping[Term, Truth]) -> Truth:
    match term:
        case Constant(yes):
            return TRUE if yes else FALSE
        case Not(inner):
            return not_(_value(inner, world))
        case And(terms) | Or(terms):
            join, start = (and_, TRUE) if isinstance(term, And) else (or_, FALSE)
            return reduce(join, (_value(inner, world) for inner in terms), start)
    return world[term]


@pytest.mark.parametrize(
    "term",
    [
        Not(And((LEAVES[0], Or((LEAVES[1], Not(LEAVES[2])))))),
        Not(Or((Not(And(LEAVES)), Not(Not(LEAVES[0]))))),
        And((Not(Or(LEAVES)), Not(Constant(False)))),
        Not(Not(Not(Or((LEAVES[0], And((LEAVES[1], LEAVES[2]))))))),
    ],
)
def test_moving_negations_inside_changes_no_value(term: Term) -> None:
    assert [_value(normal(term), world) for world in _worlds()] == [_value(term, world) for world in _worlds()]


def test_a_denied_pair_of_parents_is_not_turned_into_something_else() -> None:
    text = said("not (one parent.(national(KAZ, at birth)) while other.(stateless(at birth)))", "en")

    assert text.startswith("it is not so that one parent was a national of Kazakhstan")


def test_that_nobody_lacks_something_is_not_said_with_two_negations() -> None:
    texts = [said("not any adopter.(not national(KAZ, now))", language) for language in LANGUAGES]

    assert [text.split(" ")[0] for text in texts] == ["it", "неверно,", "мынау"]


# -- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "english", "russian", "kazakh"),
    [
        ("1992-03-01", "1 March 1992", "1 марта 1992 года", "1992 жылғы 1 наурыз"),
        ("2002~", "about 2002", "примерно 2002 год", "шамамен 2002 жыл"),
        ("2020-09~", "about September 2020", "примерно сентябрь 2020 года", "шамамен 2020 жылғы қыркүйек"),
        ("1984?", "1984 (uncertain)", "1984 год (под вопросом)", "1984 жыл (күмәнді)"),
        ("198X", "the 1980s", "1980-е годы", "1980-жылдар"),
        ("1984-21", "spring 1984", "весна 1984 года", "1984 жылғы көктем"),
        ("../1991", "1991 at the latest", "не позднее: 1991 год", "ең кеші: 1991 жыл"),
        ("1991/1992", "between 1991 and 1992", "промежуток: 1991 год – 1992 год", "аралық: 1991 жыл – 1992 жыл"),
        ("unknown", "a day that is not known", "неизвестный день", "белгісіз күн"),
        ("no date at all", "no date at all", "no date at all", "no date at all"),
    ],
)  # fmt: skip
def test_days_are_written_out_as_well_as_they_are_known(text: str, english: str, russian: str, kazakh: str) -> None:
    assert [written(text, language) for language in LANGUAGES] == [english, russian, kazakh]


# -- rules ------------------------------------------------------------------------------------------------------------


def test_a_rule_says_where_when_what_and_how_well_it_is_known() -> None:
    rule = a_rule(
        "R1",
        "born_in(KAZ)",
        state="KAZ",
        first="2002~",
        last="2011-07-22",
        conflicts=("R2",),
        exceptions=("R3",),
        level="VS",
    )
    text = render_rule(rule, "en", law(rule)["KAZ"])

    assert "In force from about 2002 (day not verified) until 22 July 2011, both days included." in text
    assert "the person acquires the nationality of Kazakhstan by operation of law" in text
    assert "It does not apply where one of these rules applies: R3." in text
    assert "contradicts these rules, or they contradict it: R2." in text
    assert "seen in a secondary source, not in the text of the law." in text


@pytest.mark.parametrize(
    ("effect", "procedure", "words"),
    [
        ("loses", "decision", "only through an act of an authority; the passage of time alone does not end it"),
        ("ground_of_loss", "decision", "as long as no act is known, the nationality is not taken to have ended"),
        ("entitles", "registration", "may become one as of right (by registration)"),
        ("may_grant", "discretionary", "there is no right to it"),
        ("defines", "operation-of-law", "a status under the law of Kazakhstan that is not nationality"),
    ],
)
def test_an_effect_says_no_more_than_it_does(effect: str, procedure: str, words: str) -> None:
    rule = a_rule("R1", "born_in(KAZ)", state="KAZ", effect=effect, procedure=procedure)

    assert words in render_rule(rule, "en")


def test_a_treaty_changes_no_nationality_by_itself() -> None:
    rule = a_rule("C61-1-1", "stateless(at birth)", state="INT", effect="entitles")

    assert "by itself it changes no nationality" in render_rule(rule, "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Draft, not reviewed"), ("ru", "Черновик, никем"), ("kk", "Жоба, заңгерлер тексермеген")],
)
def test_every_wording_says_who_drafted_it_and_that_nobody_reviewed_it(language: str, words: str) -> None:
    last = rule_lines(a_rule("R1", "born_in(KAZ)", state="KAZ"), language)[-1].text

    assert words in last
    assert "Tulga" in last


def test_an_open_term_is_said_in_the_words_of_the_pack() -> None:
    words = (("en", "Is there a valid reason?"), ("ru", "Есть ли уважительная причина?"))
    term = parse("not open(valid-reason)")

    english, russian = (
        render_term(term, language, Context(open_terms={"valid-reason": words})) for language in ("en", "ru")
    )

    assert english == "the answer is no to “Is there a valid reason?” (the law leaves it open)"
    assert russian == "на вопрос «Есть ли уважительная причина?» ответ «нет» (закон оставляет его открытым)"


def test_a_rule_of_which_no_day_is_known_says_so() -> None:
    period = InForce(None, PartialDate.parse("2011"))

    assert rulebook.in_force(period, "en") == "In force until 2011 (day not verified); its first day is not known"


def test_a_predicate_without_words_still_gives_a_sentence() -> None:
    assert render_lines(Predicate("shoe_size", ("KAZ", Moment.NOW)), "en") == (
        Line(0, "the condition “shoe_size(KAZ, now)” is met"),
    )


def test_two_while_bodies_that_are_groups_become_points() -> None:
    halves = And((Predicate("national", ("KAZ", Moment.BIRTH)), Predicate("resident", ("KAZ", "any", Moment.BIRTH))))

    lines = render_lines(While(halves, Predicate("stateless", (Moment.BIRTH,))), "ru")

    assert [line.level for line in lines] == [0, 1, 2, 2, 1]
    assert lines[0].text == "одновременно:"
