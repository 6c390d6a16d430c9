"""The predicates of the condition language: their arguments, of whom they may be asked, what may stand in each place.

This is the list that packs/README.md explains to lawyers. Whatever is not in it is refused, with the nearest name.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from tulga.kernel.countries import ICAO_SPECIAL, all_countries, find_country
from tulga.nationality.core.terms import ANY, Argument, Limit, Moment, Other, Span, When, Who
from tulga.nationality.core.vocabulary import ACTS_OF_AUTHORITIES, PAPERS_OF_NATIONALS, PAPERS_OF_OTHERS

EVENTS = frozenset({
    "opt_out", "naturalised", "decree_exit", "decree_loss", "loss_registered", "verdict_deprivation",
    "paternity_established", "adopted", "wish_declared", "consular_registration", "agreement_of_parents",
    "authority_answer", "certificate_bvfg", "found", "settlement_right", "recognised", "foreign_service", "marriage",
    "divorce", "mark_in_passport", "restored", "retention_permit",
}) | ACTS_OF_AUTHORITIES  # fmt: skip
DOCUMENTS = frozenset({
    "passport", "passport_1974", "birth_certificate", "travel_document", "residence_permit", "refugee_certificate",
    "propiska", "military_card", "marriage_certificate",
}) | PAPERS_OF_NATIONALS | PAPERS_OF_OTHERS  # fmt: skip
KINDS_OF_STAY = frozenset({"permanent", "lawful", "habitual", "any"})
UNITS = {"year": "years", "years": "years", "day": "days", "days": "days"}
MOMENTS = {"birth": Moment.BIRTH, "event": Moment.EVENT}
TREATIES = "INT"  # the folder of conventions and treaties, in place of a State
EVERYBODY = frozenset(Who)
NOBODY_ELSE: frozenset[Who] = frozenset()

_USER_ASSIGNED = re.compile(r"X[A-W][A-Z]")  # ISO 3166-1 leaves these free: invented States of templates and tests
_TERM = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is wrong in a condition: the column counts from 1."""

    message: str
    column: int
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An argument as it stands in the text, before anybody knows what belongs in its place."""

    form: str  # name | number | length | at | on | by | from | other
    text: str
    column: int
    unit: str = ""


Reader: TypeAlias = Callable[[Written], Argument]


@dataclass(frozen=True, slots=True)
class Signature:
    """How a predicate is written.

    Args:
        kinds: what stands in each place (the keys of `KINDS`).
        optional: how many of the last places may be left out.
        who: the prefixes that may stand before it; it may always be asked of the person.
    """

    name: str
    kinds: tuple[str, ...]
    doc: str
    optional: int = 0
    who: frozenset[Who] = EVERYBODY

    @property
    def needs_moment(self) -> bool:
        return "moment" in self.kinds

    @property
    def usage(self) -> str:
        places = ", ".join(_EXAMPLES[kind] for kind in self.kinds[: len(self.kinds) - self.optional])
        return f"{self.name}({places})"


_EXAMPLES = {
    "state": "KAZ", "state_or_any": "KAZ", "moment": "at birth", "day": "1995-01-01", "kind": "permanent",
    "span": "5 years", "event": "opt_out", "act": "decree_loss", "document": "passport", "term": "habitual-residence",
    "limit": "by 1995-12-31",
}  # fmt: skip
_ALL = (
    Signature("national", ("state", "moment"), "is a national of this State then"),
    Signature("foreign", ("state", "moment"), "is a national of some State other than this one then"),
    Signature("stateless", ("moment",), "is a national of no State then"),
    Signature("nationality_unknown", ("moment",), "it is established that the nationality cannot be established"),
    Signature("stateless_for", ("state", "moment"), "stateless by this State's own definition"),
    Signature("no_other_nationality", ("state", "moment"), "gets no nationality of another State at birth by law",
              who=NOBODY_ELSE),
    Signature("parents_state_does_not_grant", ("moment",), "no State of a parent gives the child its nationality",
              who=NOBODY_ELSE),
    Signature("ussr", ("moment",), "was a citizen of the USSR then"),
    Signature("former_ussr", (), "ever was a citizen of the USSR"),
    Signature("former_national", ("state",), "was a national of this State before, and is not now",
              who=NOBODY_ELSE),
    Signature("born_in", ("state",), "born in this State's present territory"),
    Signature("parents_unknown", (), "both parents are not known to anybody", who=NOBODY_ELSE),
    Signature("found_in", ("state",), "found in this territory as a child", who=NOBODY_ELSE),
    Signature("resident", ("state", "kind", "moment"), "resides in this State then"),
    Signature("resident_for", ("state", "kind", "span", "moment"), "resides there so long without a break, up to then"),
    Signature("resident_since_before", ("state", "kind", "day", "moment"), "since before that day, up to then"),
    Signature("lived_before", ("state", "kind", "day"), "resided there at some time before that day"),
    Signature("lives_abroad", ("state", "moment"), "lives in a State other than this one then"),
    Signature("lives_abroad_for", ("state", "span", "moment"), "lives in other States for so long, up to then"),
    Signature("event", ("event", "state_or_any", "limit"), "this happened", optional=1),
    Signature("act", ("act", "state", "limit"), "an authority of this State did this, on record", optional=1),
    Signature("agreement", ("state",), "the parents agreed in writing on this nationality", who=NOBODY_ELSE),
    Signature("document", ("document", "state_or_any"), "holds or held this document"),
    Signature("married_to_national", ("state", "span", "moment"), "married for so long to a national of this State",
              who=NOBODY_ELSE),
    Signature("consular_registration", ("state", "moment"), "is on the consular register of this State then"),
    Signature("settlement_right", ("state", "moment"), "has an unlimited right of residence in this State then"),
    Signature("open", ("term",), "a term that the law leaves open"),
)  # fmt: skip
SIGNATURES: Mapping[str, Signature] = MappingProxyType({signature.name: signature for signature in _ALL})


class Misfit(ValueError):
    """An argument does not fit its place."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message, self.suggestion = message, suggestion


def nearest(word: str, among: Iterable[str]) -> str:
    """Return the name that was probably meant, or an empty text."""
    names = {name.lower(): name for name in among}
    found = difflib.get_close_matches(word.lower(), list(names), n=1, cutoff=0.6)
    return names[found[0]] if found else ""


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(country.iso3 for country in all_countries() if country.kind != "special")


def is_state(code: str) -> bool:
    """Say whether a State (or territory, or ceased State, or an invented one: XAA) has this alpha-3 code."""
    return code in _codes() or (_USER_ASSIGNED.fullmatch(code) is not None and code not in ICAO_SPECIAL)


def state_meant(word: str) -> str:
    """Return the alpha-3 code of the State that was probably meant: by another code, a name, or likeness."""
    if word.upper() == "RSFSR":
        return "RUS"
    if is_state(word.upper()):
        return word.upper()
    country = find_country(word) or find_country(word, "iso2")
    if country is not None and country.kind != "special":
        return country.iso3
    names = {name.lower(): one.iso3 for one in all_countries() for _, name in one.names if one.kind != "special"}
    likely = nearest(word, names)
    return names[likely] if likely else nearest(word, _codes())


def day_of(text: str) -> date:
    """Return the day that is written as 1992-03-01.

    Raises:
        Misfit: it is written otherwise, or there is no such day.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
        turned = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text, re.ASCII)
        hint = f"{turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}" if turned else ""
        raise Misfit(f"`{text}` is not a day; write year-month-day, as in 1992-03-01", hint)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misfit(f"there is no day {text} in the calendar") from None


def _state(written: Written) -> Argument:
    if written.form == "other":
        raise Misfit("one State stands here; `other than …` belongs in `event` and `document`")
    if written.form != "name" or written.text == ANY:
        raise Misfit(f"`{_as_written(written)}` stands where a State belongs; write its three letters, as in KAZ")
    if not is_state(written.text):
        raise Misfit(f"no State has the code `{written.text}`", state_meant(written.text))
    return written.text


def _state_or_any(written: Written) -> Argument:
    if written.form == "name" and written.text == ANY:
        return ANY
    if written.form == "other":
        code = _state(Written("name", written.text, written.column))
        assert isinstance(code, str)  # noqa: S101 (for the type checker)
        return Other(code)
    return _state(written)


def moment_of(written: Written) -> When:
    """Return the moment: at birth, on a day, at the event of the timing, or now.

    Raises:
        Misfit: it is none of these.
    """
    match written.form, written.text:
        case "name", "now":
            return Moment.NOW
        case "at", word if word in MOMENTS:
            return MOMENTS[word]
        case "at", word:
            raise Misfit(f"`at {word}` is no moment of this language; there are `at birth` and `at event`", _at(word))
        case "on", day:
            return day_of(day)
        case "number", day if "-" in day:
            raise Misfit(f"a moment is written with `on` before the day: `on {day}`", f"on {day}")
    found = _as_written(written)
    raise Misfit(f"`{found}` stands where a moment belongs: `at birth`, `on 1992-03-01`, `at event` or `now`")


def _at(word: str) -> str:
    meant = nearest(word, (*MOMENTS, "now"))
    return meant if meant == "now" or not meant else f"at {meant}"


def _day(written: Written) -> Argument:
    if written.form == "on":
        raise Misfit("a day stands here without `on`", written.text)
    if written.form != "number":
        raise Misfit(f"`{_as_written(written)}` stands where a day belongs, as in 1995-01-01")
    return day_of(written.text)


def _span(written: Written) -> Argument:
    if written.form != "length":
        raise Misfit(f"`{_as_written(written)}` stands where a length of time belongs, as in `5 years`")
    if written.unit not in UNITS:
        raise Misfit(
            f"lengths of time are counted in `years` or `days`, not in `{written.unit}`", nearest(written.unit, UNITS)
        )
    if not written.text.isdecimal() or not 0 < int(written.text) < 100_000:
        raise Misfit(f"`{written.text}` is no number of {written.unit}")
    return Span(int(written.text), UNITS[written.unit])


def _limit(written: Written) -> Argument:
    if written.form not in ("by", "from"):
        raise Misfit(f"`{_as_written(written)}` stands where `by 1995-12-31` or `from 1995-01-01` belongs")
    return Limit(written.form, day_of(written.text))


def _one_of(names: frozenset[str], what: str, others: frozenset[str] = frozenset(), predicate: str = "") -> Reader:
    """Return the function that takes one of these names; for one of the others it points to their predicate."""

    def check(written: Written) -> Argument:
        if written.form != "name":
            raise Misfit(f"`{_as_written(written)}` stands where {what} belongs")
        if written.text not in names:
            meant = f"{predicate}({written.text}, …)" if written.text in others else nearest(written.text, names)
            raise Misfit(f"`{written.text}` is not {what} of this language", meant)
        return written.text

    return check


def _act(written: Written) -> Argument:
    found = _event(written)
    if found not in ACTS_OF_AUTHORITIES:
        raise Misfit(f"`{found}` is not an act of an authority", f"event({found}, …)")
    return found


def _term(written: Written) -> Argument:
    if written.form != "name" or _TERM.fullmatch(written.text) is None:
        raise Misfit(
            f"`{_as_written(written)}` is no name of an open term; write letters and hyphens: habitual-residence"
        )
    return written.text


_event = _one_of(EVENTS, "a type of event", DOCUMENTS, "document")
KINDS: Mapping[str, Reader] = MappingProxyType({
    "state": _state, "state_or_any": _state_or_any, "moment": moment_of, "day": _day, "span": _span, "limit": _limit,
    "kind": _one_of(KINDS_OF_STAY, "a kind of stay"), "event": _event, "act": _act,
    "document": _one_of(DOCUMENTS, "a type of document", EVENTS, "event"), "term": _term,
})  # fmt: skip


def _as_written(written: Written) -> str:
    match written.form:
        case "length":
            return f"{written.text} {written.unit}"
        case "name" | "number":
            return written.text
        case "other":
            return f"other than {written.text}"
        case form:
            return f"{form} {written.text}"


def fit(name: str, column: int, arguments: tuple[Written, ...]) -> tuple[tuple[Argument, ...], list[Slip]]:
    """Return the arguments as the predicate takes them, and everything that is wrong with them."""
    signature = SIGNATURES.get(name)
    if signature is None:
        return (), [Slip(f"no predicate is called `{name}`", column, nearest(name, SIGNATURES))]
    slips: list[Slip] = []
    fitted: list[Argument] = []
    for kind, written in zip(signature.kinds, arguments, strict=False):
        try:
            fitted.append(KINDS[kind](written))
        except Misfit as misfit:
            slips.append(Slip(f"in `{name}`: {misfit.message}", written.column, misfit.suggestion))
    count, least = len(arguments), len(signature.kinds) - signature.optional
    if not least <= count <= len(signature.kinds):
        wanted = str(least) if not signature.optional else f"{least} or {len(signature.kinds)}"
        slips.append(Slip(f"`{name}` takes {wanted} arguments, not {count}", column, signature.usage))
    return tuple(fitted), slips
