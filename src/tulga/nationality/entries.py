"""What this context writes into the ledger: facts that the law asks for, answers of authorities, findings adopted.

All but the proposals to correct a rule are personal: stored under the key of the record, so that erasing it erases
them. A finding of the program is never an entry: only a person who adopts one writes it.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from tulga.kernel.dates import PartialDate
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind

_STATE = re.compile(r"[A-Z]{3}")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")


class FactKind(StrEnum):
    STAY = "stay"  # lived in a State; `what` is the kind of stay
    EVENT = "event"  # something happened; `what` is its type
    ABSENT = "absent"  # established that it did not happen, or that there is no such paper
    DOCUMENT = "document"  # a paper that a State gave; `what` is its type
    TERM = "term"  # a word that the law leaves open, answered by somebody
    NATIONALITY = "nationality"  # of the person on a day, or of a parent at the birth
    SOVIET = "soviet"  # was a citizen of the USSR at its end
    NO_PARENT = "no_parent"  # there is no such parent in law
    FOUNDLING = "foundling"  # nobody knows the parents


class About(StrEnum):
    PERSON = "person"
    MOTHER = "mother"
    FATHER = "father"


class StayKind(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    IRREGULAR = "irregular"
    UNKNOWN = "unknown"


class Held(StrEnum):
    """What a statement of a nationality says."""

    ALSO = "also"  # a national of this State; of others nobody said anything
    ONLY = "only"  # of this State and of no other
    STATELESS = "stateless"
    UNDETERMINED = "undetermined"  # it is established that nobody can establish it


class Told(StrEnum):
    """Who or what says so."""

    PERSON = "person"
    RELATIVE = "relative"
    WITNESS = "witness"
    DOCUMENT = "document"
    REGISTER = "register"
    AUTHORITY = "authority"


class Manner(StrEnum):
    """How an authority answered. Only an individual answer about this person is an answer."""

    INDIVIDUAL = "individual"
    GENERAL = "general"
    SILENT = "silent"


class Says(StrEnum):
    NATIONAL = "national"
    NOT_NATIONAL = "not_national"


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"


class Language(StrEnum):
    ENGLISH = "en"
    RUSSIAN = "ru"
    KAZAKH = "kk"


def stream_of(record: UUID) -> UUID:
    """Return the stream in which everything about the nationality of a record's person is written."""
    return uuid5(record, "nationality")


# -- checks of shape --------------------------------------------------------------------------------------------------


def _choose(payload: object, name: str, choices: type[StrEnum]) -> None:
    """Turn a plain string into the choice it names."""
    value = getattr(payload, name)
    if type(value) is choices or value is None:
        return
    try:
        object.__setattr__(payload, name, choices(value))
    except ValueError as error:
        raise InvalidPayload(name, f"is one of {', '.join(choices)}, not {value!r}") from error


def _state(payload: object, name: str, *, needed: bool = True) -> None:
    value = getattr(payload, name)
    if value is None and not needed:
        return
    if not isinstance(value, str) or _STATE.fullmatch(value) is None:
        raise InvalidPayload(name, "is a State as three capital letters (ISO 3166 alpha-3)")


def _said(payload: object, name: str) -> None:
    if not str(getattr(payload, name)).strip():
        raise InvalidPayload(name, "must not be empty")


# -- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence on a fact: which way it points, and what it is."""

    side: Side
    what: str

    def __post_init__(self) -> None:
        _choose(self, "side", Side)
        _said(self, "what")


@entry_kind("NationalityFactStated", version=1, stream="nationality", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class NationalityFactStated:
    """One fact that the law asks for and the register has no place for.

    Args:
        what: the kind of stay, the type of an event or of a paper, the open term.
        state: where, of which State; none where the fact has none ("no other State granted its nationality").
        first: the day of an event, the first day of a stay, the day on which a paper was issued.
        goes_on: a stay that has not ended; without it and without `last` nobody knows when it ended.
        answer: yes or no of a term and of Soviet citizenship; `Held` of a nationality.
    """

    record: UUID
    fact: FactKind
    told: Told
    about: About = About.PERSON
    what: str = ""
    state: str | None = None
    first: PartialDate | None = None
    last: PartialDate | None = None
    goes_on: bool = False
    answer: str = ""
    document: str = ""  # which paper, file or letter it was read from
    evidence: tuple[Proof, ...] = ()

    def __post_init__(self) -> None:
        _choose(self, "fact", FactKind)
        _choose(self, "told", Told)
        _choose(self, "about", About)
        _state(self, "state", needed=self.fact is FactKind.STAY or self._names_a_nationality())
        _CHECKS.get(self.fact, _nothing_more)(self)

    def _names_a_nationality(self) -> bool:
        return self.fact is FactKind.NATIONALITY and self.answer in (Held.ALSO, Held.ONLY)


def _nothing_more(_fact: NationalityFactStated) -> None:
    """A fact that needs no further field."""


def _check_stay(fact: NationalityFactStated) -> None:
    if fact.what not in set(StayKind):
        raise InvalidPayload("what", f"is one of {', '.join(StayKind)}, not {fact.what!r}")
    if fact.first is None:
        raise InvalidPayload("first", "say since when, as well as it is known")


def _check_named(fact: NationalityFactStated) -> None:
    if _NAME.fullmatch(fact.what) is None:
        raise InvalidPayload("what", "name what happened, or which paper or word of the law")


def _check_own(fact: NationalityFactStated) -> None:
    _check_named(fact)
    if fact.about is not About.PERSON:
        raise InvalidPayload("about", "is a fact about the person only")


def _check_event(fact: NationalityFactStated) -> None:
    _check_named(fact)
    if fact.first is None:
        raise InvalidPayload("first", "say when; if nobody knows, say that it is unknown")


def _check_answered(fact: NationalityFactStated) -> None:
    if fact.answer not in ("yes", "no"):
        raise InvalidPayload("answer", "is yes or no; what nobody knows is not stated")


def _check_term(fact: NationalityFactStated) -> None:
    _check_named(fact)
    _check_answered(fact)


def _check_held(fact: NationalityFactStated) -> None:
    if fact.answer not in set(Held):
        raise InvalidPayload("answer", f"is one of {', '.join(Held)}, not {fact.answer!r}")


def _check_parent(fact: NationalityFactStated) -> None:
    if fact.about is About.PERSON:
        raise InvalidPayload("about", "name the mother or the father")


_CHECKS = {
    FactKind.STAY: _check_stay,
    FactKind.EVENT: _check_event,
    FactKind.ABSENT: _check_own,
    FactKind.DOCUMENT: _check_own,
    FactKind.TERM: _check_term,
    FactKind.NATIONALITY: _check_held,
    FactKind.SOVIET: _check_answered,
    FactKind.NO_PARENT: _check_parent,
}


# -- what authorities say ---------------------------------------------------------------------------------------------


@entry_kind("AuthorityAnswered", version=1, stream="nationality", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityAnswered:
    """What the competent authority of a State said about this person; a general or missing reply says nothing."""

    record: UUID
    state: str
    manner: Manner
    on: PartialDate
    says: Says | None = None
    authority: str = ""
    document: str = ""

    def __post_init__(self) -> None:
        _state(self, "state")
        _choose(self, "manner", Manner)
        _choose(self, "says", Says)
        if (self.manner is Manner.INDIVIDUAL) != (self.says is not None):
            raise InvalidPayload("says", "an individual answer says something, any other says nothing")


# -- findings that a person adopted -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StateFinding:
    state: str
    outcome: str
    since: str | None = None
    lost_on: str | None = None
    verification: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackUsed:
    state: str
    digest: str


@entry_kind("FindingAdopted", version=1, stream="nationality", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingAdopted:
    """A person made a finding of the program their own, on these facts, under this law, for these reasons."""

    record: UUID
    as_of: date
    facts: str  # digest of the facts that were used
    packs: tuple[PackUsed, ...]
    findings: tuple[StateFinding, ...]
    article_1_1: str
    reasons: str
    standard: str = "reasonable"  # of proof

    def __post_init__(self) -> None:
        _said(self, "facts")
        _said(self, "reasons")


@entry_kind("NationalityEntryWithdrawn", version=1, stream="nationality", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class NationalityEntryWithdrawn:
    """A fact, an answer or a finding of this record no longer stands; it stays readable."""

    record: UUID
    entry: UUID
    why: str

    def __post_init__(self) -> None:
        _said(self, "why")


# -- the law ----------------------------------------------------------------------------------------------------------


@entry_kind("CorrectionProposed", version=1, stream="law_correction", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionProposed:
    """Somebody thinks that a rule is wrong: which version of the pack, what it should say, and why. About no person."""

    rule: str
    pack: str  # digest of the pack in which the rule was read
    language: Language
    text: str
    why: str

    def __post_init__(self) -> None:
        _choose(self, "language", Language)
        for name in ("rule", "pack", "text", "why"):
            _said(self, name)
