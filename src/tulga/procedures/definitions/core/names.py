"""The words a definition may use: guards, effects, facts. The machine implements them; a test compares the lists.

A guard is written `name` or `name(argument, …)`; `a or b` is met when one of them is. It answers met, not met or
unknown; only met lets a step be done, and what is unknown says what to find out.
"""

import re
from dataclasses import dataclass
from datetime import date

# What an argument is: a step, a clock, a paper or a fact of this definition, a number, a day.
GUARDS: dict[str, tuple[tuple[str, ...], str]] = {
    "done": (("step",), "this step of the case was done and stands"),
    "not_done": (("step",), "this step of the case was not done, or no longer stands"),
    "clock_over": (("clock",), "this clock has ended by every way of counting, and nothing stopped it"),
    "paper_issued": (("paper",), "this paper was issued in the case and stands"),
    "age_at_least": (("number",), "the person has reached this age on the day of the step (birth unknown: unknown)"),
    "age_below": (("number",), "the person is younger than this on the day of the step"),
    "on_or_after": (("day",), "the step is done on this day or later"),
    "before": (("day",), "the step is done before this day"),
    "years_since": (("fact", "number"), "so many whole years lie between the day of this fact and that of the step"),
    "at_most_days_since": (("fact", "number"), "at most so many calendar days lie between the fact and the step"),
    "fact": (("fact",), "somebody stated that this is so, and it stands"),
    "not_fact": (("fact",), "somebody stated that this is not so, and it stands"),
    "represented_if_below": (("number",), "whoever is younger than this, or incapable, is represented"),
    "screening_clear": (
        (),
        "a dated protection screening says `asked, no fear` for the person and each relative named, with consent to "
        "this enquiry, and there is no asylum claim of any kind",
    ),
    "enquiries_closed": ((), "every enquiry that was sent was answered, or its clock is over"),
    "enquiry_confirms": ((), "a foreign State answered that the person is its citizen"),
    "no_enquiry_confirms": ((), "no foreign State that was asked answered that the person is its citizen"),
    "notice_served": ((), "the last decision was told to the person"),
    "consent": (("role",), "the person agreed that this one in the procedure is told"),
}

EFFECTS: dict[str, tuple[tuple[str, ...], str]] = {
    "protection_alert": ((), "opens an alert with a task for a caseworker of the operation, at once"),
    "task_status": (("word",), "opens the task to look at the person's record: may this status be stated now?"),
    "suggest": (("procedure",), "opens the task to ask the person whether this other procedure shall be opened"),
    "close_enquiries": ((), "closes enquiries to foreign authorities: nothing more may be sent"),
    "birth_safeguard": ((), "opens the follow-up of a child until registered, documented and of a known nationality"),
    "family_task": ((), "opens the task to look at the members of the family, each with their own consent"),
    "revoke_papers": ((), "opens the task to put the papers of this case on the revocation list"),
    "data_correction": ((), "opens the task to correct the record from what the step brought"),
}

# Facts about the person or the case, with a day or a yes or no, that guards and clocks may refer to.
FACTS: dict[str, str] = {
    "birth": "day of birth",
    "arrival": "day of arrival in the country",
    "irregular_entry": "day (and hour) of an irregular entry",
    "learned_of_danger": "day on which the person, already in the country, learned of what makes return dangerous",
    "learned_of_act": "day on which the person learned of the act or of the silence",
    "permanent_residence": "day since which the person has permanently and lawfully lived in the country",
    "marriage": "day of the marriage to a citizen",
    "foreign_citizenship": "day on which the citizenship of another State was acquired",
    "residence_abroad": "day since which the person has lived abroad",
    "death": "day of death",
    "represented": "a legal representative acts, with proof",
    "parents_unknown": "both parents are unknown",
    "born_at_home": "born outside a medical organisation",
    "born_dead": "stillborn, or died in the first week of life",
    "born_abroad": "born outside the country",
    "birth_witnessed": "a medical record, or a court, says that the birth took place",
    "mother_without_papers": "the mother has no document of identity",
    "parent_stateless": "a parent is stateless or of unknown nationality",
    "paternity_established": "the father was established",
    "father_citizen": "the father is a citizen",
    "in_detention": "the person is held, before a trial",
    "serves_sentence": "the person serves a sentence",
    "soviet_passport": "the person holds no paper but a passport of the former USSR",
    "no_papers": "the person holds no paper of identity",
    "refugee": "the person is a recognised refugee of the country",
    "stateless": "the person was recognised as stateless in the country",
    "ethnic_returnee": "the person was recognised as an ethnic returnee",
    "close_relative_citizen": "a close relative is a citizen who lives in the country",
    "language_test_passed": "the test of language, history and constitution was passed",
    "travels_alone": "a child travels abroad without parents or guardians",
    "minor_or_incapable": "the person is a minor or was declared incapable",
}

_CALL = re.compile(r"([a-z_]+)(?:\(([^()]*)\))?")
_OR = re.compile(r"\s+or\s+")


@dataclass(frozen=True, slots=True)
class Call:
    """A guard or effect with its arguments, as they are written."""

    name: str
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.arguments)})" if self.arguments else self.name


def calls_of(text: str) -> tuple[Call, ...]:
    """Return the alternatives of a guard, or the one call of an effect.

    Raises:
        ValueError: the text is no call, or no calls with `or` between them.
    """
    return tuple(_call(part, text) for part in _OR.split(text.strip()))


def _call(part: str, text: str) -> Call:
    found = _CALL.fullmatch(part)
    if found is None:
        raise ValueError(f"`{text}` is not written as `name` or `name(argument)`, with `or` between alternatives")
    arguments = tuple(one.strip() for one in found[2].split(",")) if found[2] is not None else ()
    if any(not one for one in arguments):
        raise ValueError(f"`{part}` has an empty argument")
    return Call(found[1], arguments)


def number_of(argument: str) -> int:
    """Return a number that was written as an argument; ValueError when it is none."""
    if not argument.isdigit():
        raise ValueError(f"`{argument}` is no number")
    return int(argument)


def day_of(argument: str) -> date:
    """Return a day that was written as an argument; ValueError when it is none."""
    return date.fromisoformat(argument)
