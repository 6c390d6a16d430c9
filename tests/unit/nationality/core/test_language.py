"""The condition language: what it says, and how it answers to what it does not understand."""

from datetime import date

import pytest

from tulga.nationality.core.language import Wrong, parse, to_text
from tulga.nationality.core.predicates import EVENTS, SIGNATURES, is_state, state_meant
from tulga.nationality.core.terms import (
    ANY,
    And,
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
from tulga.nationality.core.vocabulary import ACTS_OF_AUTHORITIES

A = Predicate("born_in", ("KAZ",))
B = Predicate("former_ussr")
C = Constant(True)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("national(KAZ, at birth)", Predicate("national", ("KAZ", Moment.BIRTH))),
        ("stateless(on 1992-03-01)", Predicate("stateless", (date(1992, 3, 1),))),
        ("foreign(KAZ, at event)", Predicate("foreign", ("KAZ", Moment.EVENT))),
        ("lives_abroad(SUN, now)", Predicate("lives_abroad", ("SUN", Moment.NOW))),
        ("born < 1995-01-01", Compare("born", "<", date(1995, 1, 1))),
        ("age(at event) >= 14", Compare("age", ">=", 14, Moment.EVENT)),
        ("age(on 1992-03-01) <= 17", Compare("age", "<=", 17, date(1992, 3, 1))),
        ("event(opt_out, KAZ)", Predicate("event", ("opt_out", "KAZ"))),
        (
            "event(opt_out, KAZ, by 1995-12-31)",
            Predicate("event", ("opt_out", "KAZ", Limit("by", date(1995, 12, 31)))),
        ),
        (
            "act(decree_loss, KAZ, from 1995-01-01)",
            Predicate("act", ("decree_loss", "KAZ", Limit("from", date(1995, 1, 1)))),
        ),
        ("event(naturalised, any)", Predicate("event", ("naturalised", ANY))),
        ("event(naturalised, other than KAZ)", Predicate("event", ("naturalised", Other("KAZ")))),
        (
            "resident_for(KAZ, permanent, 5 years, now)",
            Predicate("resident_for", ("KAZ", "permanent", Span(5, "years"), Moment.NOW)),
        ),
        ("lives_abroad_for(KAZ, 1 day, now)", Predicate("lives_abroad_for", ("KAZ", Span(1, "days"), Moment.NOW))),
        (
            "resident_since_before(UZB, permanent, 1995-01-01, now)",
            Predicate("resident_since_before", ("UZB", "permanent", date(1995, 1, 1), Moment.NOW)),
        ),
        ("open(habitual-residence)", Predicate("open", ("habitual-residence",))),
        ("true", Constant(True)),
        ("false", Constant(False)),
    ],
)
def test_each_form_is_read_and_printed(text: str, term: Term) -> None:
    read = parse(text)

    assert read == term
    assert to_text(read) == text


@pytest.mark.parametrize("who", list(Who))
def test_each_prefix_is_read_before_a_predicate_and_before_a_parenthesis(who: Who) -> None:
    assert parse(f"{who.value}.born_in(KAZ)") == Of(who, A)
    assert parse(f"{who.value}.(born_in(KAZ) and former_ussr())") == Of(who, And((A, B)))


def test_a_prefix_binds_one_predicate_only() -> None:
    assert parse("mother.born_in(KAZ) and former_ussr()") == And((Of(Who.MOTHER, A), B))


def test_one_parent_while_other_binds_two_parentheses() -> None:
    text = "one parent.(born_in(KAZ)) while other.(former_ussr() or true)"

    assert parse(text) == While(A, Or((B, C)))
    assert to_text(parse(text)) == text
    assert parse(f"not {text} and true") == And((Not(While(A, Or((B, C)))), C))


def test_not_binds_closer_than_and_and_and_closer_than_or() -> None:
    assert parse("not born_in(KAZ) and former_ussr() or true") == Or((And((Not(A), B)), C))


def test_parentheses_are_kept_where_they_group_and_dropped_where_they_do_not() -> None:
    assert to_text(parse("((born_in(KAZ)) and (former_ussr() or true))")) == "born_in(KAZ) and (former_ussr() or true)"
    assert parse("(born_in(KAZ) and former_ussr()) and true") == And((And((A, B)), C))


def test_terms_know_their_column_which_makes_no_difference_to_what_they_mean() -> None:
    term = parse("true and  mother.born_in(KAZ)")

    inner = term.terms[1].body  # type: ignore[union-attr]
    assert inner.position == 18
    assert inner == A


@pytest.mark.parametrize(
    ("text", "column", "message", "suggestion"),
    [
        ("nationl(KAZ, at birth)", 1, "no predicate is called `nationl`", "national"),
        ("true and nationl(KAZ, at birth)", 10, "no predicate is called `nationl`", "national"),
        ("zzzzz()", 1, "no predicate is called `zzzzz`", ""),
        ("born_in(KZ)", 9, "no State has the code `KZ`", "KAZ"),
        ("born_in(kaz)", 9, "no State has the code `kaz`", "KAZ"),
        ("born_in(RSFSR)", 9, "no State has the code `RSFSR`", "RUS"),
        ("born_in(Казахстан)", 9, "no State has the code `Казахстан`", "KAZ"),
        ("born_in(Kazakstan)", 9, "no State has the code `Kazakstan`", "KAZ"),
        ("born_in(XXA)", 9, "no State has the code `XXA`", ""),
        ("born_in(any)", 9, "`any` stands where a State belongs", ""),
        ("born_in(other than KAZ)", 20, "one State stands here", ""),
        ("born_in(at birth)", 12, "`at birth` stands where a State belongs", ""),
        ("event(optout, KAZ)", 7, "`optout` is not a type of event", "opt_out"),
        ("event(5 years, KAZ)", 7, "`5 years` stands where a type of event belongs", ""),
        ("event(opt_out, KAZ, 1995-12-31)", 21, "`1995-12-31` stands where `by 1995-12-31` or", ""),
        ("act(opt_out, KAZ)", 5, "`opt_out` is not an act of an authority", "event(opt_out, …)"),
        ("document(passprt, KAZ)", 10, "`passprt` is not a type of document", "passport"),
        ("event(passport, KAZ)", 7, "`passport` is not a type of event", "document(passport, …)"),
        ("document(opt_out, KAZ)", 10, "`opt_out` is not a type of document", "event(opt_out, …)"),
        ("resident(KAZ, permanently, now)", 15, "`permanently` is not a kind of stay", "permanent"),
        ("open(5 years)", 6, "`5 years` is no name of an open term", ""),
        ("national(KAZ, at brith)", 18, "`at brith` is no moment", "at birth"),
        ("national(KAZ, at now)", 18, "`at now` is no moment", "now"),
        ("national(KAZ, 1992-03-01)", 15, "a moment is written with `on` before the day", "on 1992-03-01"),
        ("national(KAZ, on 1992-02-30)", 18, "there is no day 1992-02-30", ""),
        ("national(KAZ, on 01.03.1992)", 18, "`01.03.1992` is not a day", "1992-03-01"),
        ("national(KAZ, on 1992)", 18, "`1992` is not a day", ""),
        ("national(KAZ, permanent)", 15, "`permanent` stands where a moment belongs", ""),
        ("resident_since_before(UZB, any, on 1995-01-01, now)", 36, "a day stands here without `on`", "1995-01-01"),
        (
            "mother.former_national(KAZ)",
            8,
            "`former_national` can be asked of the person only, not behind `mother.`",
            "",
        ),
        ("any relative.married_to_national(KAZ, 3 years, now)", 14, "can be asked of the person only", ""),
        ("resident_since_before(UZB, any, now, now)", 33, "`now` stands where a day belongs", ""),
        ("resident_for(KAZ, any, 6 months, now)", 24, "counted in `years` or `days`, not in `months`", ""),
        ("resident_for(KAZ, any, 5 yeers, now)", 24, "not in `yeers`", "years"),
        ("resident_for(KAZ, any, 5, now)", 24, "`5` stands where a length of time belongs", ""),
        ("resident_for(KAZ, any, 0 years, now)", 24, "`0` is no number of years", ""),
        ("resident_for(KAZ, any, 1.5 years, now)", 24, "`1.5` is no number of years", ""),
        ("national(KAZ)", 1, "`national` takes 2 arguments, not 1", "national(KAZ, at birth)"),
        ("former_ussr(KAZ)", 1, "`former_ussr` takes 0 arguments, not 1", "former_ussr()"),
        ("event(opt_out)", 1, "`event` takes 2 or 3 arguments, not 1", "event(opt_out, KAZ)"),
        ("born < 1995", 8, "`1995` is not a day", ""),
        ("born = 1995-01-01", 6, "`=` compares nothing here", ""),
        ("born ≤ 1995-01-01", 6, "`≤` compares nothing here", "<="),
        ("age(now) < 200", 12, "`200` is no number of completed years", ""),
        ("age(14) < 14", 5, "`14` stands where a moment belongs", ""),
        ("grandmother.born_in(KAZ)", 1, "`grandmother.` is no prefix", "mother"),
        ("any parents.born_in(KAZ)", 1, "`any parents.` is no prefix", "any parent"),
        ("true and parent.born_in(KAZ)", 10, "`parent.` is no prefix", "any parent"),
        ("not both parent.born_in(KAZ)", 5, "`both parent.` is no prefix", "both parents"),
        ("mother born_in(KAZ)", 1, "`mother` is followed by a dot", "mother."),
        ("mother.(true and father.born_in(KAZ))", 25, "a prefix cannot stand behind another prefix", ""),
        ("one parent.(mother.born_in(KAZ)) while other.(true)", 20, "a prefix cannot stand behind", ""),
        ("mother.agreement(KAZ)", 8, "`agreement` can be asked of the person only", ""),
        ("one parent.(found_in(KAZ)) while other.(true)", 13, "not behind `exactly one parent.`", ""),
        ("born_in(KAZ) AND true", 14, "`AND` cannot stand here", "and"),
        ("born_in(KAZ) && true", 14, "`&&` cannot stand here", "and"),
        ("true or or true", 9, "`or` cannot stand here", ""),
        ("born_in(KAZ) born_in(UZB)", 14, "`and` or `or` is missing before this", ""),
        ("former_ussr and true", 1, "`former_ussr` needs its parentheses", "former_ussr()"),
        ("true and former_ussr", 10, "`former_ussr` needs its arguments", "former_ussr()"),
        ("born_in(KAZ", 8, "this parenthesis is not closed", ""),
        ("(true and (true)", 1, "this parenthesis is not closed", ""),
        ("born_in(KAZ))", 13, "this parenthesis closes nothing", ""),
        ("born_in(KAZ) and", 17, "the condition ends too early", ""),
        ("", 1, "the condition is empty", ""),
        ("  ", 1, "the condition is empty", ""),
        ("born_in(“KAZ”)", 9, "`“` cannot stand here", ""),
        ("(" * 41 + "true" + ")" * 41, 41, "more than 40 parentheses", ""),
    ],
)
def test_what_is_not_in_the_language_is_refused_with_its_column_and_what_was_meant(
    text: str, column: int, message: str, suggestion: str
) -> None:
    with pytest.raises(Wrong) as caught:
        parse(text)

    wrong = caught.value
    assert message in wrong.message
    assert (wrong.column, wrong.suggestion) == (column, suggestion)


def test_every_slip_of_a_condition_is_listed_in_the_order_of_the_text() -> None:
    with pytest.raises(Wrong) as caught:
        parse("mother.agreement(KZ) and nationl(KAZ, now) and born < 1995-02-30 and any parent.born_in(any)")

    assert [slip.column for slip in caught.value.slips] == [8, 18, 26, 55, 89]
    assert str(caught.value).startswith("column 8: ")


def test_a_refusal_says_what_was_meant() -> None:
    with pytest.raises(Wrong, match=r"column 1: no predicate is called `nationl`; did you mean national\?"):
        parse("nationl(KAZ, at birth)")


def test_every_predicate_of_the_readme_is_known_and_no_other() -> None:
    from tulga.nationality.core.loading import PACKS

    table = (PACKS / "README.md").read_text(encoding="utf-8").split("| predicate |")[1].split("\n\n")[0]

    named = {name for name in SIGNATURES if f"`{name}(" in table}
    assert named == set(SIGNATURES)


def test_a_predicate_says_whether_it_asks_about_a_moment() -> None:
    assert SIGNATURES["national"].needs_moment
    assert not SIGNATURES["former_national"].needs_moment


def test_acts_of_authorities_are_events() -> None:
    assert ACTS_OF_AUTHORITIES <= EVENTS


@pytest.mark.parametrize("code", ["KAZ", "SUN", "YUG", "XAA", "GRL"])
def test_states_territories_ceased_and_invented_ones_are_states(code: str) -> None:
    assert is_state(code)


@pytest.mark.parametrize("code", ["KZ", "XXA", "UNK", "TIB", "XOM", "QQQ", "kaz", ""])
def test_other_codes_are_no_states(code: str) -> None:
    assert not is_state(code)


def test_a_state_is_recognised_by_its_name_in_any_language() -> None:
    assert [state_meant(word) for word in ("узбекистан", "Өзбекстан", "DE", "Germny")] == [
        "UZB",
        "UZB",
        "DEU",
        "DEU",
    ]
