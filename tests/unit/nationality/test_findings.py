"""A digest names the facts of a finding: it changes with them and with nothing else."""

from dataclasses import replace
from datetime import date

from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Person, Stay
from tulga.nationality.core.loading import load_packs
from tulga.nationality.entries import FindingAdopted
from tulga.nationality.findings import Recheck, as_entry, compared, digest_of

STAY = Stay("KAZ", PartialDate.parse("1990-01-01"), None, "permanent", path="entry:1")
PERSON = Person(id="one", born=PartialDate.parse("1970-05-01"), born_in="UZB", stays=(STAY,))


def adopted(person: Person, on: date) -> FindingAdopted:
    found = assess(person, load_packs(), on, ask=False)
    packs, findings = as_entry(found)
    return FindingAdopted(
        record=new_id(), as_of=on, facts=digest_of(person), packs=packs, findings=findings,
        article_1_1=found.article_1_1.value, reasons="The house book was shown.",
    )  # fmt: skip


def test_where_a_fact_was_written_changes_no_digest_and_what_it_says_does() -> None:
    elsewhere = replace(PERSON, id="two", stays=(replace(STAY, path="entry:2"),))
    otherwise = replace(PERSON, stays=(replace(STAY, kind="temporary"),))

    assert digest_of(elsewhere) == digest_of(PERSON)
    assert digest_of(otherwise) != digest_of(PERSON)


def test_an_adopted_finding_holds_while_facts_and_law_are_the_same() -> None:
    on = date(2024, 6, 1)
    was = adopted(PERSON, on)
    packs = {one.state: one.digest for one in was.packs}

    now = compared(was, facts=digest_of(PERSON), packs=packs, again=assess(PERSON, load_packs(), on, ask=False))

    assert (now.recheck, now.facts, now.packs, now.outcomes) == (Recheck.HOLDS, False, (), ())


def test_an_adopted_finding_says_which_law_changed_and_what_would_follow_now() -> None:
    on = date(2024, 6, 1)
    was = adopted(PERSON, on)
    packs = {one.state: one.digest for one in was.packs} | {"KAZ": "another"}
    grown = replace(PERSON, stays=(replace(STAY, state="RUS"),))

    now = compared(was, facts=digest_of(grown), packs=packs, again=assess(grown, load_packs(), on, ask=False))

    assert (now.recheck, now.facts, now.packs) == (Recheck.CHANGED, True, ("KAZ",))
    assert "RUS" in {state for state, _was, _now in now.outcomes}


def test_a_pack_of_a_state_that_is_not_in_question_changes_no_finding() -> None:
    on = date(2024, 6, 1)
    was = adopted(PERSON, on)
    packs = {one.state: one.digest for one in was.packs} | {"LVA": "another"}

    now = compared(was, facts=digest_of(PERSON), packs=packs, again=assess(PERSON, load_packs(), on, ask=False))

    assert now.recheck is Recheck.HOLDS
