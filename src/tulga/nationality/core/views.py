"""Reading the facts about one human being: the person, or a relative as the law meets them.

Every reader returns a truth and notes what it was read from; where nobody told us, it notes the need: a question
with its possible answers. `World.answers` holds answers that are tried out (what-if, completions): they stand for what
is not told.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tulga.nationality.core import spans
from tulga.nationality.core.facts import Absent, Document, Event, Person, Relative, Stay
from tulga.nationality.core.rules import Verification
from tulga.nationality.core.spans import Days
from tulga.nationality.core.terms import ANY, Limit, Other, Span
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, and_, joined, not_, or_
from tulga.nationality.core.vocabulary import (
    ACTS_OF_AUTHORITIES,
    ALSO,
    BEFORE_BIRTH,
    DECLARED_ONCE,
    REPUBLICS,
    SOVIET_UNION,
    SOVIET_UNION_ENDED,
)

if TYPE_CHECKING:
    from tulga.nationality.core.world import World

_END_OF_USSR = date.fromisoformat(SOVIET_UNION_ENDED).toordinal()
State = str | Other
YES_NO = ("yes", "no")


def matches(state: str, wanted: State) -> bool:
    """Say whether a State is the one asked for: itself, any, or any other than one."""
    if isinstance(wanted, Other):
        return bool(state) and state != wanted.state
    return wanted in (ANY, state)


class View:
    """What is known about somebody; `who` is the beginning of every key ("subject", "mother", "mother.father")."""

    who: str
    world: "World"
    stays: tuple[Stay, ...] = ()
    stays_complete: Truth = UNKNOWN
    exists: Truth = TRUE

    # -- what subclasses tell --------------------------------------------------------------------------------------

    def national(self, state: str, at: Days) -> Truth:
        raise NotImplementedError

    def foreign(self, state: str, at: Days) -> Truth:
        raise NotImplementedError

    def stateless(self, at: Days) -> Truth:
        raise NotImplementedError

    def nationality_unknown(self, at: Days) -> Truth:
        raise NotImplementedError

    def born(self) -> Days:
        """Return the day of the own birth; any day where nobody told it."""
        raise NotImplementedError

    def birthplace(self) -> str | None:
        """Return the State of the own birth; None where nobody told it."""
        raise NotImplementedError

    def born_in(self, state: str) -> Truth:
        place = self.birthplace()
        if place is not None:
            self.world.source = "born.place"
            return TRUE if place == state else FALSE
        return self.asked(
            "born_in",
            (state, "elsewhere"),
            ("civil-registry", "person"),
            lambda said: TRUE if said == state else FALSE,
        )

    def ussr(self, at: Days) -> Truth:
        raise NotImplementedError

    def events(self) -> Iterable[Event]:
        raise NotImplementedError

    def absences(self) -> Sequence[Absent]:
        raise NotImplementedError

    def documents(self) -> Sequence[Document]:
        raise NotImplementedError

    def terms(self) -> Sequence[tuple[str, Truth]]:
        raise NotImplementedError

    # -- answers that are tried out, and needs ----------------------------------------------------------------------

    def asked(
        self, rest: str, options: tuple[str, ...], where: tuple[str, ...], answer_of: Callable[[str], Truth]
    ) -> Truth:
        """Return what the tried-out answer says; without one, note the need and say UNKNOWN."""
        key = f"{self.who}.{rest}"
        tried = self.world.answers.get(key)
        if tried is not None:
            self.world.source = f"answer:{key}"
            return answer_of(tried)
        self.world.need(key, options, where)
        return UNKNOWN

    def yes_no(self, rest: str, *where: str) -> Truth:
        return self.asked(rest, YES_NO, where, lambda answer: TRUE if answer == "yes" else FALSE)

    def unborn(self, at: Days) -> bool:
        """Say whether that day surely lies before the birth: nobody lives anywhere then, and nothing has happened."""
        if at.hi >= self.born().lo:
            return False
        self.world.source = "born"
        return True

    # -- residence --------------------------------------------------------------------------------------------------

    def resident(self, state: str, kind: str, at: Days) -> Truth:
        """Say whether the person lived there, in that quality, on that day."""
        found = self._told_residence(state, kind, at)
        if found is not UNKNOWN:
            return found
        options = tuple(sorted({state, *(stay.state for stay in self.stays if _may_cover(stay, at))}))
        return self.asked(
            f"resident.{kind}.{spans.written(at)}",
            (*options, "elsewhere"),
            ("house-book", f"register:{state}", "archive"),
            lambda answer: TRUE if answer == state else FALSE,
        )

    def _told_residence(self, state: str, kind: str, at: Days) -> Truth:
        if self.unborn(at):
            return FALSE
        best = FALSE
        for stay in self.stays:
            if not _may_cover(stay, at):
                continue
            if stay.state != state:
                continue
            value = and_(_quality(stay, kind), stay.held)
            if value is TRUE and _covers(stay, at):
                self.world.source = stay.path
                return TRUE
            if value is not FALSE and best is not DISPUTED:
                best = DISPUTED if value is DISPUTED and _covers(stay, at) else UNKNOWN
            self.world.source = stay.path
        if best is DISPUTED:
            return DISPUTED
        if kind == "permanent" and self._absent("permanent_residence", state):
            return FALSE
        if best is UNKNOWN:
            return UNKNOWN
        told = self.stays_complete is TRUE or self._all_told(at) or self._begins_next(state, kind, at)
        return FALSE if told else UNKNOWN

    def _all_told(self, at: Days) -> bool:
        """Say whether of every day that it may be some stay perhaps tells; a part of a rough date rules nothing out."""
        reached = at.lo
        for first, last in sorted(_reach(stay) for stay in self.stays if stay.held is TRUE):
            if first <= reached <= last:
                reached = last + 1
        return reached > at.hi

    def _begins_next(self, state: str, kind: str, at: Days) -> bool:
        """A stay that began on the next day had not begun: "since 1 June" also says "not on 31 May"."""
        next_day = Days(at.lo + 1, at.lo + 1)
        return at.exact and any(
            stay.state == state and spans.of_partial(stay.first) == next_day and _quality(stay, kind) is not FALSE
            for stay in self.stays
        )

    def resident_for(self, state: str, kind: str, span: Span, at: Days) -> Truth:
        """Say whether they lived there without interruption for so long, up to that day."""
        return self._throughout(
            f"resident_for.{kind}.{state}.{span.count}{span.unit}.{spans.written(at)}",
            Days(spans.begin_of(span, at.lo), at.hi),
            Days(spans.begin_of(span, at.hi), at.lo),
            lambda day: self._told_residence(state, kind, day),
            state,
        )

    def resident_since_before(self, state: str, kind: str, since: Days, at: Days) -> Truth:
        return self._throughout(
            f"resident_since.{kind}.{state}.{spans.written(since)}.{spans.written(at)}",
            Days(since.lo - 1, at.hi),
            Days(since.hi - 1, at.lo),
            lambda day: self._told_residence(state, kind, day),
            state,
        )

    def lived_before(self, state: str, kind: str, day: Days) -> Truth:
        """Say whether they lived there, in that quality, at some time before that day."""
        value = self._told_before(state, kind, Days(day.lo - 1, day.hi - 1))
        rest = f"lived_before.{kind}.{state}.{spans.written(day)}"
        return value if value is not UNKNOWN else self.yes_no(rest, "person", "house-book", f"register:{state}")

    def _told_before(self, state: str, kind: str, last: Days) -> Truth:
        """Args: last: the last day that counts. Every day since the birth has to be told before it is "never"."""
        if self.unborn(last):
            return FALSE
        possible = False
        for stay in self.stays:
            value = and_(_quality(stay, kind), stay.held)
            if stay.state != state or value is FALSE or spans.of_partial(stay.first).lo > last.hi:
                continue
            self.world.source, possible = stay.path, True
            if value is TRUE and spans.of_partial(stay.first).hi <= last.lo and self.born().hi <= last.lo:
                return TRUE
        if kind == "permanent" and self._absent("permanent_residence", state):
            return FALSE
        never = self.stays_complete is TRUE or self._all_told(Days(self.born().lo, last.hi))
        return FALSE if never and not possible else UNKNOWN

    def lives_abroad(self, state: str, at: Days) -> Truth:
        value = self._abroad(state, at)
        return value if value is not UNKNOWN else self.yes_no(f"abroad.{state}.{spans.written(at)}", "person")

    def lives_abroad_for(self, state: str, span: Span, at: Days) -> Truth:
        return self._throughout(
            f"abroad_for.{state}.{span.count}{span.unit}.{spans.written(at)}",
            Days(spans.begin_of(span, at.lo), at.hi),
            Days(spans.begin_of(span, at.hi), at.lo),
            lambda day: self._abroad(state, day),
            state,
        )

    def _abroad(self, state: str, at: Days) -> Truth:
        if self.unborn(at):
            return FALSE
        home = self._told_residence(state, "any", at)
        elsewhere = any(stay.state != state and stay.held is TRUE and _covers(stay, at) for stay in self.stays)
        if home is TRUE:
            return FALSE
        return TRUE if elsewhere and home is FALSE else UNKNOWN

    def _throughout(self, rest: str, window: Days, surely: Days, on_day: Callable[[Days], Truth], state: str) -> Truth:
        """Ask at every day of the window at which the answer can change: its ends, and where a stay begins or ends.

        Args:
            window: all days that may count; every one must be a day of residence.
            surely: the days that count whatever the day in question is; only one of them can rule it out.
        """
        points = {window.lo, window.hi, surely.lo, surely.hi}
        for stay in self.stays:
            first, last = spans.of_partial(stay.first), _last_of(stay)
            points.update((first.lo - 1, first.lo, first.hi, last.lo, last.lo + 1, last.hi, last.hi + 1))
        value = TRUE
        for point in sorted(point for point in points if window.lo <= point <= window.hi):
            found = on_day(Days(point, point))
            if found is FALSE and surely.lo <= point <= surely.hi:
                return FALSE
            value = and_(value, UNKNOWN if found is FALSE else found)
        return value if value is not UNKNOWN else self.yes_no(rest, "house-book", f"register:{state}")

    # -- events and papers ------------------------------------------------------------------------------------------

    def event(self, kind: str, state: State, at: Days, limit: Limit | None = None) -> Truth:
        """Say whether it happened by the day in question, or within the limit; nothing happens to nobody."""
        by = spans.of_date(limit.day) if limit is not None and limit.relation == "by" else at
        if kind not in BEFORE_BIRTH and self.unborn(by):
            return FALSE
        value = self._recorded(kind, state, at, limit)
        if value is TRUE or (value is UNKNOWN and self._some(kind, state)):
            return value
        name = kind if not isinstance(state, Other) else f"{kind}.other"
        if self._absent(kind, state) or (kind in DECLARED_ONCE and self._some(kind, state)):
            return FALSE
        if kind in ACTS_OF_AUTHORITIES and not self._said_unknown(kind, state):
            tried = self.world.answers.get(f"{self.who}.event.{name}.{_named(state)}")
            if tried is not None:
                return TRUE if tried == "yes" else FALSE
            self.world.assume(f"{self.who}.no.{name}.{_named(state)}")
            return FALSE
        return self.yes_no(f"event.{name}.{_named(state)}", "person", f"register:{_named(state)}")

    def _matching(self, kind: str, state: State) -> Iterable[Event]:
        kinds = ALSO.get(kind, (kind,))
        return (event for event in self.events() if event.type in kinds and matches(event.state, state))

    def _some(self, kind: str, state: State) -> bool:
        return any(True for _ in self._matching(kind, state))

    def _recorded(self, kind: str, state: State, at: Days, limit: Limit | None) -> Truth:
        value = FALSE
        for event in self._matching(kind, state):
            when = spans.of_partial(event.when)
            inside = spans.at_most(when, at) if limit is None else _within(when, limit)
            if inside is not FALSE:
                self.world.source = event.path
            value = or_(value, and_(inside, event.held))
        return value

    def _absent(self, kind: str, state: State) -> bool:
        for absent in self.absences():
            if absent.what == kind and _covers_absence(absent.state, state):
                self.world.source = absent.path
                return True
        return False

    def _said_unknown(self, kind: str, state: State) -> bool:
        return False

    def document(self, kind: str, issuer: State) -> Truth:
        held = FALSE
        for document in self.documents():
            if document.type == kind and matches(document.issuer, issuer):
                self.world.source = document.path
                held = or_(held, document.held)
        if held is TRUE or held is DISPUTED:
            return held
        if self._absent(kind, issuer):
            return FALSE
        return self.yes_no(f"document.{kind}.{_named(issuer)}", "person", f"register:{_named(issuer)}")

    def settlement_right(self, state: str, at: Days) -> Truth:
        return self.event("settlement_right", state, at)

    def consular_registration(self, state: str, at: Days) -> Truth:
        if self.unborn(at):
            return FALSE
        value = self._recorded("consular_registration", state, at, None)
        if value is TRUE:
            return TRUE
        if self._absent("consular_registration", state):
            return FALSE
        return self.yes_no(f"consular_registration.{state}", "person", f"consulate:{state}")

    def open_term(self, name: str) -> Truth:
        for term, value in self.terms():
            if term == name and value is not UNKNOWN:
                self.world.source = f"terms.{name}"
                return value
        return self.yes_no(f"term.{name}", "authority")


def _named(state: State) -> str:
    return f"not-{state.state}" if isinstance(state, Other) else state


def _covers_absence(absent: str, wanted: State) -> bool:
    if absent in ("", ANY):
        return True
    if isinstance(wanted, Other):
        return absent in ("other", f"not-{wanted.state}")
    return absent == wanted


def _within(when: Days, limit: Limit) -> Truth:
    day = spans.of_date(limit.day)
    return spans.at_most(when, day) if limit.relation == "by" else spans.at_most(day, when)


def _last_of(stay: Stay) -> Days:
    return Days(spans.LAST, spans.LAST) if stay.last is None else spans.of_partial(stay.last)


def _reach(stay: Stay) -> tuple[int, int]:
    """Return the first and the last day on which the stay may have lasted."""
    return spans.of_partial(stay.first).lo, _last_of(stay).hi


def _covers(stay: Stay, at: Days) -> bool:
    """The stay lasts over the whole of `at`, whatever the days are that are known roughly."""
    return spans.of_partial(stay.first).hi <= at.lo and _last_of(stay).lo >= at.hi


def _may_cover(stay: Stay, at: Days) -> bool:
    return spans.of_partial(stay.first).lo <= at.hi and _last_of(stay).hi >= at.lo


def _quality(stay: Stay, kind: str) -> Truth:
    """Say whether a stay is of the kind that the law asks for."""
    if kind == "any":
        return TRUE
    permanent = stay.kind == "permanent"
    if not stay.kind:  # nobody said in what quality
        return {"lawful": stay.lawful, "habitual": stay.habitual}.get(kind, UNKNOWN)
    if kind == "permanent":
        return TRUE if permanent else FALSE
    if kind == "lawful":
        return TRUE if permanent else FALSE if stay.kind == "irregular" else stay.lawful
    return TRUE if permanent else stay.habitual


class Subject(View):
    """The person whose case it is (or a relative whose own facts are known: then a world of its own)."""

    def __init__(self, world: "World", person: Person, who: str) -> None:
        self.world, self.person, self.who = world, person, who
        self.stays = person.stays
        self._terms = person.terms

    def born(self) -> Days:
        return self.world.born

    def birthplace(self) -> str | None:
        return self.person.born_in

    def national(self, state: str, at: Days) -> Truth:
        self.world.rests_on(self.world.level_of(state))
        return self.world.status(state, at)

    def foreign(self, state: str, at: Days) -> Truth:
        """Say whether some State other than this one has the person as its national.

        The States with a link are asked; where birthplace or descent is open, a State that nobody named may be another.
        """
        value = FALSE
        for other in self.world.relevant:
            if other != state:
                value = or_(value, self.world.status(other, at))
        return value if value is TRUE else or_(value, self.world.origin_open())

    def stateless(self, at: Days) -> Truth:
        return not_(self.foreign("", at))

    def nationality_unknown(self, at: Days) -> Truth:
        return self.yes_no("nationality_unknown", "authority")

    def ussr(self, at: Days) -> Truth:
        if at.lo > _END_OF_USSR:
            return FALSE
        return self.former_ussr() if at.hi <= _END_OF_USSR else UNKNOWN

    def told_ussr(self) -> Truth:
        """Say whether somebody told that the person was a citizen of the USSR; nobody is asked."""
        if self.person.ussr is not UNKNOWN:
            return self.person.ussr
        return TRUE if self._soviet_paper() or self.person.ussr_until is not None else UNKNOWN

    def _soviet_paper(self) -> bool:
        """Say whether a paper of the USSR is held that nobody doubts."""
        return any(paper.issuer == SOVIET_UNION and paper.held is TRUE for paper in self.person.documents)

    def former_ussr(self) -> Truth:
        """Say whether the person was a citizen of the USSR at its end."""
        person, born = self.person, spans.of_partial(self.person.born)
        if person.ussr is not UNKNOWN:
            return person.ussr
        if person.ussr_until is not None:
            self.world.source = "ussr_citizen_until"
            until = spans.of_partial(person.ussr_until)
            return TRUE if until.hi >= _END_OF_USSR - 366 else UNKNOWN
        if born.lo > _END_OF_USSR:
            return FALSE
        if self._soviet_paper():
            self.world.source = "documents"
            return TRUE
        parents = [self.world.mother, self.world.father]
        stated = [parent.stated_national(SOVIET_UNION) for parent in parents]
        if person.born_in in REPUBLICS and stated == [TRUE, TRUE]:
            self.world.assume("subject.ussr.by-parents")
            return TRUE
        if stated == [FALSE, FALSE] and person.born_in is not None and person.born_in not in REPUBLICS:
            self.world.assume(f"{self.who}.no.naturalised.{SOVIET_UNION}")
            return FALSE
        return self.yes_no("ussr", "person", "archive")

    def events(self) -> Iterable[Event]:
        return (event for event in self.person.events if event.detail("holder") in ("", "subject", "self"))

    def absences(self) -> Sequence[Absent]:
        return self.person.absent

    def documents(self) -> Sequence[Document]:
        return self.person.documents

    def terms(self) -> Sequence[tuple[str, Truth]]:
        return self.person.terms

    def never_granted(self, state: str) -> bool:
        """Say whether it is established that this State never granted its nationality."""
        return self._absent("naturalised", state)

    def _said_unknown(self, kind: str, state: State) -> bool:
        """`naturalised` or `naturalised(UZB)` among what is said to be unknown."""
        named = (said.removesuffix(")").partition("(") for said in self.person.unknown)
        return any(what == kind and (not of or matches(of, state)) for what, _, of in named)


class Kin(View):
    """A relative as the law meets them: what was stated, and what their own facts give where these are known."""

    def __init__(self, world: "World", role: str, who: str, relative: Relative | None) -> None:
        self.world, self.role, self.who, self.relative = world, role, who, relative
        if relative is not None:
            own = relative.person.stays if relative.person is not None else ()
            self.stays = relative.stays or own
            self.stays_complete = relative.stays_complete

    def born(self) -> Days:
        """Return the day of the own birth; that of a parent lies before the child's, whatever else is told."""
        own = self.relative.person if self.relative is not None else None
        told = spans.of_partial(own.born) if own is not None else spans.NEVER_TOLD
        child = self.world.born
        return Days(told.lo, min(told.hi, child.hi)) if self.role in ("mother", "father") else told

    def birthplace(self) -> str | None:
        return self.relative.person.born_in if self.relative is not None and self.relative.person is not None else None

    def in_law(self, at: Days) -> Truth:
        """Say whether there is such a relative in law on that day."""
        relative = self.relative
        if relative is None:
            if self.world.person.parents_unknown is TRUE:
                return UNKNOWN
            return self.yes_no("exists", "civil-registry")
        if relative.exists is not TRUE:
            return relative.exists
        return TRUE if relative.since is None else spans.at_most(spans.of_partial(relative.since), at)

    def stated_national(self, state: str) -> Truth:
        """Say what was stated about this nationality, without asking anybody."""
        stated = self.relative.nationality if self.relative is not None else None
        if stated is None:
            return UNKNOWN
        if state in stated.states:
            return TRUE
        if stated.stateless is TRUE or stated.complete is TRUE or (stated.states and stated.stateless is FALSE):
            return FALSE
        return UNKNOWN

    def national(self, state: str, at: Days) -> Truth:
        stated, found = self.stated_national(state), self._found(lambda world: world.status(state, at))
        value = joined(stated, found)
        if stated is UNKNOWN and found is TRUE:
            self.world.rests_on(self._level(state))
        if value is UNKNOWN:
            return self._asked_nationality(state, lambda answer: TRUE if answer == state else FALSE)
        self._note_statement(at)
        return value

    def foreign(self, state: str, at: Days) -> Truth:
        stated = self.relative.nationality if self.relative is not None else None
        value = UNKNOWN
        if stated is not None:
            if any(_in_time(other, at) for other in stated.states if other != state):
                value = TRUE
            elif stated.stateless is TRUE or stated.complete is TRUE or (stated.states and stated.stateless is FALSE):
                value = FALSE
        value = joined(value, self._found(lambda world: world.subject.foreign(state, at)))
        if value is UNKNOWN:
            return self._asked_nationality(state, lambda answer: FALSE if answer in (state, "stateless") else TRUE)
        self._note_statement(at)
        return value

    def stateless(self, at: Days) -> Truth:
        stated = self.relative.nationality if self.relative is not None else None
        value = UNKNOWN
        if stated is not None:
            value = FALSE if stated.states and stated.stateless is UNKNOWN else stated.stateless
        value = joined(value, self._found(lambda world: world.subject.stateless(at)))
        if value is UNKNOWN:
            return self._asked_nationality("", lambda answer: TRUE if answer == "stateless" else FALSE)
        self._note_statement(at)
        return value

    def nationality_unknown(self, at: Days) -> Truth:
        stated = self.relative.nationality if self.relative is not None else None
        if stated is not None and stated.undetermined is not UNKNOWN:
            return stated.undetermined
        if self.stateless_or_national_is_known():
            return FALSE
        return self.yes_no("nationality_unknown", "authority")

    def stateless_or_national_is_known(self) -> bool:
        stated = self.relative.nationality if self.relative is not None else None
        return stated is not None and (bool(stated.states) or stated.stateless is TRUE)

    def ussr(self, at: Days) -> Truth:
        if at.lo > _END_OF_USSR:
            return FALSE
        return self.national(SOVIET_UNION, at)

    def former_ussr(self) -> Truth:
        stated = self.stated_national(SOVIET_UNION)
        if stated is FALSE and self.world.born.hi > _END_OF_USSR:
            stated = UNKNOWN  # whose national somebody was later does not say what they had been
        value = joined(stated, self._found(lambda world: world.subject.former_ussr()))
        return value if value is not UNKNOWN else self.yes_no("ussr", "person", "archive")

    def events(self) -> Iterable[Event]:
        own = self.relative.person.events if self.relative is not None and self.relative.person is not None else ()
        held = (event for event in self.world.person.events if event.detail("holder") == self.role)
        return (*own, *held)

    def absences(self) -> Sequence[Absent]:
        if self.relative is None:
            return ()
        return (*self.relative.absent, *(self.relative.person.absent if self.relative.person is not None else ()))

    def documents(self) -> Sequence[Document]:
        return self.relative.person.documents if self.relative is not None and self.relative.person is not None else ()

    def terms(self) -> Sequence[tuple[str, Truth]]:
        return self.relative.terms if self.relative is not None else ()

    def origin_open(self) -> Truth:
        """Say UNKNOWN while the nationality of this parent is open: it may be that of a State that nobody named."""
        stated = self.relative.nationality if self.relative is not None else None
        if self.relative is not None and self.relative.exists is FALSE:
            return FALSE
        if stated is not None and (stated.stateless is TRUE or stated.complete is TRUE):
            return FALSE
        if stated is not None and stated.states and stated.stateless is FALSE:
            return FALSE
        answer = self.world.answers.get(f"{self.who}.nationality")
        if answer is None:
            return self._asked_nationality("", lambda said: UNKNOWN)
        return UNKNOWN if answer == "another" else FALSE

    def nationalities(self) -> tuple[str, ...]:
        stated = self.relative.nationality if self.relative is not None else None
        return stated.states if stated is not None else ()

    def _found(self, ask: Callable[["World"], Truth]) -> Truth:
        return self.world.found_of(self, ask)

    def _level(self, state: str) -> Verification:
        world = self.world.world_of(self)
        return Verification.TEXT_SEEN if world is None else world.level_of(state)

    def _note_statement(self, at: Days) -> None:
        if self.relative is not None and self.relative.nationality is not None:
            self.world.source = self.relative.nationality.path or self.relative.path
            if at.lo > self.world.born.hi:
                self.world.assume(f"{self.who}.nationality.goes-on")

    def _asked_nationality(self, state: str, answer_of: Callable[[str], Truth]) -> Truth:
        states = {state} if state else set()
        return self.asked(
            "nationality", (*sorted(states), "another", "stateless"), ("person", "civil-registry"), answer_of
        )


def _in_time(state: str, at: Days) -> bool:
    """A citizen of the USSR was a foreigner to every other State while it lasted."""
    return state != SOVIET_UNION or at.hi <= _END_OF_USSR
