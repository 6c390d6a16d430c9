"""Facts that are of a whole life and of nobody's view: birthplace, descent, the family."""

from collections.abc import Mapping

from tulga.nationality.core import spans
from tulga.nationality.core.facts import Person
from tulga.nationality.core.memory import Answers
from tulga.nationality.core.notes import Notes
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.spans import Days
from tulga.nationality.core.terms import Span, Who
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth, and_, not_, or_
from tulga.nationality.core.views import Kin, Subject


class Circumstances(Notes):
    """What is told about one person as a whole; what is not told is noted as missing."""

    person: Person
    packs: Mapping[str, Pack]
    answers: Answers
    now: Days
    source: str
    subject: Subject
    mother: Kin
    father: Kin
    _kins: list[Kin]

    @property
    def relevant(self) -> tuple[str, ...]:
        raise NotImplementedError

    def status(self, state: str, at: Days) -> Truth:
        raise NotImplementedError

    def parents_unknown(self) -> Truth:
        person = self.person
        if person.parents_unknown is not UNKNOWN:
            self.source = "parents"
            return person.parents_unknown
        if person.mother is not None or person.father is not None:
            self.source = "parents"
            return FALSE
        return self.subject.yes_no("parents_unknown", "civil-registry")

    def found_in(self, state: str) -> Truth:
        value = self.subject.event("found", state, self.now)
        if value is FALSE and self.person.parents_unknown is TRUE:
            return or_(value, self.subject.born_in(state))
        return value

    def relatives(self, who: Who) -> list[Kin]:
        roles = {Who.SPOUSE: ("spouse",), Who.ANY_ADOPTER: ("adopter",), Who.BOTH_ADOPTERS: ("adopter",)}.get(who)
        if roles is not None:
            return [kin for kin in self._kins if kin.role in roles]
        parents = [kin for kin in (self.mother, self.father) if kin.relative is not None]
        by_law = ("adopter",) if who is Who.ANY_RELATIVE else ("adopter", "spouse")
        return [*parents, *(kin for kin in self._kins if kin.role not in by_law)]

    def married_to_national(self, state: str, span: Span, at: Days) -> Truth:
        spouses = self.relatives(Who.SPOUSE)
        value = FALSE
        for kin in spouses:
            relative = kin.relative
            since = spans.of_partial(relative.since) if relative is not None and relative.since else spans.NEVER_TOLD
            long = spans.at_most(since, Days(spans.begin_of(span, at.lo), spans.begin_of(span, at.hi)))
            value = or_(value, and_(kin.national(state, at), long))
        return value if spouses else self.subject.yes_no(f"married.{state}", "person", "civil-registry")

    def parents_state_does_not_grant(self, at: Days) -> Truth:
        """Say whether no State of a parent gives the child its nationality; parents of no State have none."""
        value = TRUE
        for parent in (self.mother, self.father):
            states = [state for state in parent.nationalities() if state in self.relevant or state in self.packs]
            for state in states:
                value = and_(value, not_(self.status(state, at)))
            if not states and parent.in_law(at) is not FALSE:
                value = and_(value, parent.stateless(at))
        return value

    def origin_open(self) -> Truth:
        """Say UNKNOWN while birthplace or descent leave open which States may count the person as their national."""
        if self.person.parents_unknown is TRUE or self.subject.told_ussr() is TRUE:
            return FALSE
        value = or_(self.mother.origin_open(), self.father.origin_open())
        if self.person.born_in is None:
            answer = self.answers.get(f"{self.who}.born_in")
            if answer is None:
                self.need(f"{self.who}.born_in", ("elsewhere",), ("civil-registry", "person"))
            value = or_(value, UNKNOWN if answer in (None, "elsewhere") else FALSE)
        return value
