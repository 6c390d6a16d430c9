"""From what the register and this context know of a person to the facts that the law asks for. Pure; reads nothing.

What nobody told stays unknown; what two sources told differently is left open and named; every fact keeps the way back
to the entry that it comes from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from tulga.kernel.countries import all_countries
from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.nationality import entries as own
from tulga.nationality.core.facts import Absent, Document, Event, Evidence, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.vocabulary import PAPERS_OF_NATIONALS, SOVIET_UNION
from tulga.nationality.dates import at_least_until, joined
from tulga.nationality.scenarios.words import republic
from tulga.register import entries as kinds

_UNKNOWN_DAY: Final = PartialDate.parse("unknown")
# The register's words for papers, in the words of the law; a paper that is not here keeps its own word.
PAPERS: Final = {
    "ussr_passport_1974": "passport_1974",
    "expired_foreign_passport": "passport",
    "stateless_person_certificate": "stateless_certificate",
}
_PAPERS_FOR_STATELESS: Final = frozenset({"stateless_certificate", "stateless_person_certificate"})
_KIN: Final = {
    kinds.Relation.SPOUSE: "spouse", kinds.Relation.ADOPTED_BY: "adopter", kinds.Relation.CHILD: "child",
    kinds.Relation.SIBLING: "sibling",
}  # fmt: skip
_PARENTS: Final = {kinds.Relation.MOTHER: "mother", kinds.Relation.FATHER: "father"}
AUTHORITY_SPOKE: Final = frozenset(
    {kinds.Basis.AUTHORITY_ANSWER, kinds.Basis.AUTHORITY_DECISION, kinds.Basis.AUTHORITY_REGISTER}
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that stands: in which record, which entry, what it says, and when it was so."""

    record: UUID
    entry: UUID
    payload: object
    effective_on: str = "unknown"

    @property
    def path(self) -> str:
        return f"entry:{self.entry}"


@dataclass(frozen=True, slots=True)
class Decided:
    """What an authority decided in a case. `what`: recognised, naturalised (as a national), stateless, paper."""

    record: UUID
    entry: UUID
    what: str
    state: str
    when: PartialDate
    paper: str = ""

    @property
    def path(self) -> str:
        return f"entry:{self.entry}"


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that stands about one human being; `id` is the person's, `relatives` by the number of their record."""

    id: str
    said: tuple[Said, ...]
    decided: tuple[Decided, ...] = ()
    relatives: Mapping[UUID, "Known"] = field(default_factory=dict)
    parents: tuple[tuple[str, Said, "Known"], ...] = ()  # (mother | father, where they name the person as a child, …)


@dataclass(frozen=True, slots=True)
class Note:
    """Something told that is no fact yet, and why: a code, and the entries that it is about."""

    code: str
    entries: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The facts, the way back from each path to what was said, and what could not be used."""

    person: Person
    sources: Mapping[str, tuple[Said | Decided, ...]]
    notes: tuple[Note, ...]


def tell(known: Known) -> Told:
    """Return the facts about a person, and the facts of parents and other relatives with them."""
    teller = _Teller(known)
    return Told(teller.person, teller.sources, tuple(dict.fromkeys(teller.notes)))


class _Teller:
    """Reads one person's entries; the facts grow entry by entry, in the order in which they were written."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.person = Person(id=known.id)
        self.sources: dict[str, tuple[Said | Decided, ...]] = {}
        self.notes: list[Note] = []
        self._born([one for one in known.said if isinstance(one.payload, kinds.BirthStated)])
        for one in known.said:
            self._source(one.path, one)
            self._register(one)
        for role, one, kin in known.parents:
            self._source(one.path, one)
            self._parent(one, role, self._kin(kin))
        for decision in known.decided:
            self._source(decision.path, decision)
            self._decision(decision)
        for one in known.said:  # relatives are there now: what is told of them finds them
            self._own(one)

    def _add(self, **lists: object) -> None:
        """Append to the lists of facts: stays, events, documents, …"""
        grown: dict[str, Any] = {name: (*getattr(self.person, name), one) for name, one in lists.items()}
        self.person = replace(self.person, **grown)

    def _source(self, path: str, *said: Said | Decided) -> None:
        self.sources[path] = (*self.sources.get(path, ()), *said)

    def _note(self, code: str, *said: Said) -> None:
        self.notes.append(Note(code, tuple(one.entry for one in said)))

    # -- birth --------------------------------------------------------------------------------------------------------

    def _born(self, births: Sequence[Said]) -> None:
        told = [(one, one.payload) for one in births if isinstance(one.payload, kinds.BirthStated)]
        dated = [(one, birth.date) for one, birth in told if birth.date.known]
        day, agree = joined([when for _, when in dated])
        if not agree:
            self._note("birth.date.differs", *(one for one, _ in dated))
        placed = [(one, state) for one, birth in told if (state := self._place(one, birth))]
        states = {state for _, state in placed}
        if len(states) > 1:
            self._note("birth.place.differs", *(one for one, _ in placed))
        self.person = replace(self.person, born=day, born_in=states.pop() if len(states) == 1 else None)
        self._source("born.date", *(one for one, _ in dated))
        self._source("born.place", *(one for one, _ in placed))

    def _place(self, one: Said, birth: kinds.BirthStated) -> str:
        state = state_of(birth.country, birth.area, birth.place)
        if birth.country is not None and not state:
            self._note("birth.place.ceased", one)
        return state

    # -- what the register knows --------------------------------------------------------------------------------------

    def _register(self, one: Said) -> None:
        match one.payload:
            case kinds.RecordOpened() as said:
                self._links(said)
            case kinds.ResidenceStated() as said:
                self._residence(one, said)
            case kinds.PaperStated() as said:
                self._paper(one, said)
            case kinds.NationalityStated() as said:
                self._nationality(one, said)
            case kinds.RelationStated() as said:
                self._relation(one, said)

    def _links(self, said: kinds.RecordOpened) -> None:
        """The State where somebody was recorded, and the origin told there, are States to ask about; no more."""
        area = said.area[:3] if said.area else ""
        linked = (state for state in (area, said.origin or "") if state and _exists(state))
        self.person = replace(self.person, links=tuple(dict.fromkeys((*self.person.links, *linked))))

    def _residence(self, one: Said, said: kinds.ResidenceStated) -> None:
        state = state_of(said.country, said.area, said.place)
        if not state:
            self._note("residence.place.open", one)
            return
        last = said.period_end if said.period_end is not None else at_least_until(said.period_start, one.effective_on)
        self._add(stays=Stay(state, said.period_start, last, "", path=one.path))

    def _paper(self, one: Said, said: kinds.PaperStated) -> None:
        kind, issuer = PAPERS.get(said.paper, said.paper), _issuer(said)
        if not issuer:
            self._note("paper.issuer.open", one)
            return
        held = TRUE
        if kind in PAPERS_OF_NATIONALS and not said.seen:
            held = UNKNOWN  # a paper that nobody held in hand is no presumption yet
            self._note("paper.unseen", one)
        self._add(documents=Document(kind, issuer, said.issued, said.expires, path=one.path, held=held))

    def _nationality(self, one: Said, said: kinds.NationalityStated) -> None:
        """A State's own word about its own nationality is an answer; anything else is a statement."""
        if said.ends or said.basis is kinds.Basis.ENGINE_FINDING:
            return
        answered = said.basis in AUTHORITY_SPOKE and said.country and said.authority == consulate(said.country)
        if answered and said.country is not None and said.status is kinds.NationalityStatus.NATIONAL:
            self._answer(one.path, said.country, "national", _day(one))
        elif said.status is kinds.NationalityStatus.NATIONAL and said.country:
            self._state(one, Nationality((said.country,), path=one.path))
        elif said.status is kinds.NationalityStatus.STATELESS:
            self._state(one, Nationality(stateless=TRUE, path=one.path))
        elif said.status is kinds.NationalityStatus.UNDETERMINED:
            self._state(one, Nationality(path=one.path))

    def _state(self, one: Said, nationality: Nationality) -> None:
        earliest = Effective.parse(one.effective_on).earliest
        self._add(statements=(earliest, nationality))

    def _answer(self, path: str, state: str, says: str, when: PartialDate) -> None:
        self._add(events=Event("authority_answer", when, state, (("answer", says),), path))

    def _relation(self, one: Said, said: kinds.RelationStated) -> None:
        since = said.period.start if said.period else None
        until = said.period.end if said.period else None
        kin = self.known.relatives.get(said.other_record) if said.other_record else None
        person = self._kin(kin) if kin is not None else None
        if said.relation in _PARENTS:
            self._parent(one, _PARENTS[said.relation], person)
        elif said.relation in _KIN:
            role = _KIN[said.relation]
            self._add(relatives=Relative(role, since=since, until=until, person=person, path=one.path))

    def _kin(self, known: Known) -> Person:
        """Return the relative's own facts; where they come from can be looked up, their doubts are theirs."""
        teller = _Teller(known)
        for path, said in teller.sources.items():
            if path.startswith("entry:"):
                self.sources.setdefault(path, said)
        for proofs in teller.person.evidence:  # a standard of proof weighs the facts of relatives too
            self._add(evidence=proofs)
        return teller.person

    def _parent(self, one: Said, role: str, person: Person | None) -> None:
        known = self._relative(role)
        if known is None:
            self._set(role, Relative(role, person=person, path=one.path))
        elif person is not None and known.person is None:
            self._set(role, replace(known, person=person))
        elif person is not None and known.person is not None and known.person.id != person.id:
            self._note(f"{role}.differs", one)
            self._set(role, replace(known, person=None))

    def _relative(self, role: str) -> Relative | None:
        return self.person.mother if role == "mother" else self.person.father

    def _set(self, role: str, relative: Relative) -> None:
        if role == "mother":
            self.person = replace(self.person, mother=relative)
        else:
            self.person = replace(self.person, father=relative)

    # -- decisions of cases -------------------------------------------------------------------------------------------

    def _decision(self, decision: Decided) -> None:
        if decision.what in ("recognised", "naturalised"):
            self._add(events=Event(decision.what, decision.when, decision.state, path=decision.path))
        elif decision.what == "stateless":
            earliest = decision.when.earliest
            self._add(statements=(earliest, Nationality(stateless=TRUE, path=decision.path)))
        elif decision.what == "paper" and decision.paper in _PAPERS_FOR_STATELESS and decision.state:
            kind = PAPERS.get(decision.paper, decision.paper)
            self._add(documents=Document(kind, decision.state, decision.when, None, path=decision.path))

    # -- what this context knows --------------------------------------------------------------------------------------

    def _own(self, one: Said) -> None:
        match one.payload:
            case own.NationalityFactStated() as fact:
                self._fact(one, fact)
            case own.AuthorityAnswered(manner=own.Manner.INDIVIDUAL, says=says) as answer if says is not None:
                self._answer(one.path, answer.state, says.value, answer.on)

    def _fact(self, one: Said, fact: own.NationalityFactStated) -> None:
        held = _held(fact)
        self._add(evidence=(one.path, _evidence(fact, one.path)))
        if fact.about is own.About.PERSON:
            self._of_person(one, fact, held)
        else:
            self._of_parent(one, fact, held)

    def _of_person(self, one: Said, fact: own.NationalityFactStated, held: Truth) -> None:
        state, first = fact.state or "", fact.first or _UNKNOWN_DAY
        answered = _held_answer(fact, held)
        match fact.fact:
            case own.FactKind.STAY:
                self._add(stays=_stay(fact, one, held))
            case own.FactKind.EVENT:
                self._event(Event(fact.what, first, state, path=one.path, held=held))
            case own.FactKind.ABSENT if held is TRUE:
                self._add(absent=Absent(fact.what, state, one.path))
            case own.FactKind.DOCUMENT:
                self._add(documents=Document(fact.what, state, fact.first, fact.last, path=one.path, held=held))
            case own.FactKind.TERM:
                self._add(terms=(fact.what, answered))
                self._source(f"terms.{fact.what}", one)
            case own.FactKind.NATIONALITY:
                day = fact.first.earliest if fact.first else None
                self._add(statements=(day, _nationality(fact, one, held)))
            case own.FactKind.SOVIET:
                self.person = replace(self.person, ussr=answered)
                self._source("ussr", one)
            case own.FactKind.FOUNDLING if held is TRUE:
                self.person = replace(self.person, parents_unknown=TRUE)
                self._source("parents", one)

    def _event(self, event: Event) -> None:
        """An event about the person; descent that was established later exists in law from then on."""
        self._add(events=event)
        if event.held is not TRUE:
            return
        if event.type == "paternity_established":
            father = self.person.father or Relative("father", path=event.path)
            self._set("father", replace(father, since=event.when))
        elif event.type == "adopted" and not any(one.role == "adopter" for one in self.person.relatives):
            self._add(relatives=Relative("adopter", since=event.when, path=event.path))

    def _of_parent(self, one: Said, fact: own.NationalityFactStated, held: Truth) -> None:
        role = fact.about.value
        relative = self._relative(role) or Relative(role)
        answered = _held_answer(fact, held)
        match fact.fact:
            case own.FactKind.NATIONALITY:
                relative = self._stated(one, relative, _nationality(fact, one, held))
            case own.FactKind.STAY:
                relative = replace(relative, stays=(*relative.stays, _stay(fact, one, held)))
            case own.FactKind.TERM:
                relative = replace(relative, terms=(*relative.terms, (fact.what, answered)))
            case own.FactKind.NO_PARENT if held is TRUE:
                relative = replace(relative, exists=FALSE)
            case own.FactKind.EVENT:
                when = fact.first or _UNKNOWN_DAY
                details = (("holder", role),)
                self._add(events=Event(fact.what, when, fact.state or "", details, one.path, held))
            case own.FactKind.SOVIET if answered is TRUE:
                relative = self._stated(one, relative, Nationality((SOVIET_UNION,), path=one.path))
        self._set(role, relative)

    def _stated(self, one: Said, relative: Relative, told: Nationality) -> Relative:
        """Two statements of a parent's nationality: what both may mean stays open."""
        before = relative.nationality
        if before is None:
            return replace(relative, nationality=told)
        if (before.states, before.stateless, before.complete) == (told.states, told.stateless, told.complete):
            return relative
        self._note(f"{relative.role}.nationality.differs", one)
        states = tuple(dict.fromkeys((*before.states, *told.states)))
        contrary = TRUE in (before.stateless, told.stateless) and bool(states)
        both = Nationality(() if contrary else states, UNKNOWN, UNKNOWN, UNKNOWN, path=told.path)
        return replace(relative, nationality=both)


# -- words ------------------------------------------------------------------------------------------------------------


def state_of(country: str | None, area: str | None, place: str | None) -> str:
    """Return today's State of a place: of the Soviet Union only where the area or the republic was told."""
    if country is not None and country != SOVIET_UNION:
        return country if _exists(country) else ""
    if area and len(area) > 3 and area[3] == ".":
        return area[:3]
    if place and len(place) == 3 and place.isupper() and place != SOVIET_UNION:
        return place
    return republic(place) if place else ""


def _exists(country: str) -> bool:
    found = next((one for one in all_countries() if one.iso3 == country), None)
    return found is not None and found.kind in ("state", "territory")


def consulate(state: str) -> str:
    """Return how the register names the consulate of a State."""
    return f"consulate_{state.lower()}"


def _issuer(said: kinds.PaperStated) -> str:
    if said.paper == "ussr_passport_1974":
        return SOVIET_UNION
    return said.issuer if len(said.issuer) == 3 and said.issuer.isupper() else ""


def _day(one: Said) -> PartialDate:
    earliest = Effective.parse(one.effective_on).earliest
    return PartialDate.parse(earliest.isoformat()) if earliest is not None else _UNKNOWN_DAY


_KINDS_OF_EVIDENCE: Final = {
    own.Told.DOCUMENT: "document",
    own.Told.REGISTER: "register",
    own.Told.AUTHORITY: "authority",
}


def _evidence(fact: own.NationalityFactStated, path: str) -> tuple[Evidence, ...]:
    """Return who says it as evidence for it, and each further piece on the side where it stands."""
    said = Evidence(path, _KINDS_OF_EVIDENCE.get(fact.told, "statement"))
    return (said, *(Evidence(path, "statement", proof.side is own.Side.FOR) for proof in fact.evidence))


def _held(fact: own.NationalityFactStated) -> Truth:
    """Who states a fact speaks for it; evidence against it makes it disputed, never silently false."""
    against = any(proof.side is own.Side.AGAINST for proof in fact.evidence)
    return DISPUTED if against else TRUE


def _held_answer(fact: own.NationalityFactStated, held: Truth) -> Truth:
    if held is DISPUTED:
        return DISPUTED
    return TRUE if fact.answer == "yes" else FALSE if fact.answer == "no" else UNKNOWN


def _stay(fact: own.NationalityFactStated, one: Said, held: Truth) -> Stay:
    kind = "" if fact.what == own.StayKind.UNKNOWN else fact.what
    first = fact.first or _UNKNOWN_DAY
    last = None if fact.goes_on else fact.last or at_least_until(first, "unknown")
    return Stay(fact.state or "", first, last, kind, path=one.path, held=held)


def _nationality(fact: own.NationalityFactStated, one: Said, held: Truth) -> Nationality:
    states = (fact.state,) if fact.state else ()
    if held is DISPUTED:
        return Nationality(path=one.path)  # contested: as if nobody had told, and the evidence says why
    match fact.answer:
        case own.Held.ALSO:
            return Nationality(states, path=one.path)
        case own.Held.ONLY:
            return Nationality(states, TRUE, FALSE, path=one.path)
        case own.Held.STATELESS:
            return Nationality((), TRUE, TRUE, path=one.path)
    return Nationality(undetermined=TRUE, path=one.path)


def entries_of(sources: Mapping[str, Iterable[Said | Decided]], path: str) -> tuple[Said | Decided, ...]:
    """Return what a path of a step leads back to; nothing for what was assumed or not told."""
    return tuple(sources.get(path, ()))
