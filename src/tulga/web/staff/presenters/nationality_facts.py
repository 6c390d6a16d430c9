"""What was said of a person's nationality, in words: facts, answers of authorities, doubts; and where each stands."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tulga.nationality import entries as kinds
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.wording.clauses import language_of
from tulga.nationality.core.wording.rulebook import text_of
from tulga.nationality.told import Decided
from tulga.register.queries import StatementInfo
from tulga.web.staff import labels
from tulga.web.staff.presenters import statements

FACTS: Final[labels.Words] = {
    "stay": gettext_lazy("Residence in a State, with its kind"),
    "event": gettext_lazy("Something that happened: an act, a declaration, a marriage"),
    "absent": gettext_lazy("Something that did not happen, or a paper that there is not"),
    "document": gettext_lazy("A paper of a State"),
    "nationality": gettext_lazy("A nationality: of the person on a day, of a parent at the birth"),
    "soviet": gettext_lazy("Citizenship of the USSR at its end"),
    "term": gettext_lazy("A word that the law leaves open"),
    "no_parent": gettext_lazy("There is no such parent in law"),
    "foundling": gettext_lazy("Nobody knows the parents"),
    "answer": gettext_lazy("What an authority of a State answered"),
}
ABOUT: Final[labels.Words] = {
    "person": gettext_lazy("the person"),
    "mother": gettext_lazy("the mother"),
    "father": gettext_lazy("the father"),
}
STAYS: Final[labels.Words] = {
    "permanent": pgettext_lazy("kind of stay", "permanent"),
    "temporary": pgettext_lazy("kind of stay", "temporary"),
    "irregular": pgettext_lazy("kind of stay", "without permission"),
    "unknown": pgettext_lazy("kind of stay", "not told"),
}
TOLD: Final[labels.Words] = {
    "person": gettext_lazy("the person says so"),
    "relative": gettext_lazy("a relative says so"),
    "witness": gettext_lazy("a witness says so"),
    "document": gettext_lazy("a document"),
    "register": gettext_lazy("a register or archive"),
    "authority": gettext_lazy("an authority says so"),
}
HELD: Final[labels.Words] = {
    "also": gettext_lazy("a national of this State (nothing is known of others)"),
    "only": gettext_lazy("a national of this State and of no other"),
    "stateless": gettext_lazy("a national of no State"),
    "undetermined": gettext_lazy("it is established that nobody can establish it"),
}
MANNERS: Final[labels.Words] = {
    "individual": gettext_lazy("an answer about this person"),
    "general": gettext_lazy("a general or evasive reply"),
    "silent": gettext_lazy("no reply"),
}
SAYS: Final[labels.Words] = {
    "national": gettext_lazy("considers the person its national"),
    "not_national": gettext_lazy("does not consider the person its national"),
}
YES_NO: Final[labels.Words] = {"yes": pgettext_lazy("answer", "yes"), "no": pgettext_lazy("answer", "no")}
NOTES: Final[labels.Words] = {
    "birth.date.differs": gettext_lazy("The day of birth was told differently: all of it is taken to be possible."),
    "birth.place.differs": gettext_lazy("The place of birth was told differently: it is left open."),
    "birth.place.ceased": gettext_lazy(
        "The State of birth exists no more, and what State the place belongs to now was not told."
    ),
    "residence.place.open": gettext_lazy(
        "A residence was told in a State that exists no more, without the republic: it is not used."
    ),
    "paper.unseen": gettext_lazy(
        "A paper of a national was told of and nobody has seen it: it counts as a presumption once somebody has."
    ),
    "paper.issuer.open": gettext_lazy("A paper was told of without the State that issued it: it is not used."),
    "mother.differs": gettext_lazy("Two different records are named as the mother: their facts are not used."),
    "father.differs": gettext_lazy("Two different records are named as the father: their facts are not used."),
    "mother.nationality.differs": gettext_lazy("The mother’s nationality was told differently: it is left open."),
    "father.nationality.differs": gettext_lazy("The father’s nationality was told differently: it is left open."),
}


@dataclass(frozen=True, slots=True)
class FactWords:
    """One thing said: what kind of thing, what it says, and the small print."""

    kind: str
    text: str
    details: tuple[str, ...] = ()
    is_answer: bool = True  # False: an authority that said nothing about this person


def words_of(payload: object) -> FactWords | None:
    """Return a fact or an answer in words; None for what is neither."""
    if isinstance(payload, kinds.NationalityFactStated):
        return _fact(payload)
    if isinstance(payload, kinds.AuthorityAnswered):
        return _answer(payload)
    if isinstance(payload, Decided):
        return FactWords(_("Cases"), _decided(payload))
    told = statements.said(payload)
    if told is None:
        return None
    return FactWords(labels.word(statements.HEADINGS, told.subject), told.text, told.details)


def _fact(fact: kinds.NationalityFactStated) -> FactWords:
    about = labels.word(ABOUT, fact.about)
    details = [labels.word(TOLD, fact.told)]
    details += [_("read from: %(document)s") % {"document": fact.document}] if fact.document else []
    for proof in fact.evidence:
        details.append(f"{labels.word(labels.WEIGHTS, proof.side)}: {proof.what}")
    return FactWords(labels.word(FACTS, fact.fact), f"{about}: {_says(fact)}", tuple(details))


def _says(fact: kinds.NationalityFactStated) -> str:
    state, when = labels.country(fact.state), _when(fact)
    match fact.fact:
        case kinds.FactKind.STAY:
            said = f"{state}, {labels.word(STAYS, fact.what)}"
        case kinds.FactKind.EVENT:
            said = happening(fact.what)
        case kinds.FactKind.ABSENT:
            said = _("did not happen, or is not there: %(what)s") % {"what": happening(fact.what)}
        case kinds.FactKind.DOCUMENT:
            said = paper(fact.what)
        case kinds.FactKind.TERM:
            said = f"{open_terms().get(fact.what, fact.what)} {labels.word(YES_NO, fact.answer)}"
        case kinds.FactKind.NATIONALITY:
            said = labels.word(HELD, fact.answer)
        case kinds.FactKind.SOVIET:
            said = labels.word(YES_NO, fact.answer)
        case _:
            return labels.word(FACTS, fact.fact)
    where = state if state and fact.fact is not kinds.FactKind.STAY else ""
    return ", ".join(part for part in (said, where, when) if part)


def _when(fact: kinds.NationalityFactStated) -> str:
    if fact.fact not in (kinds.FactKind.STAY, kinds.FactKind.DOCUMENT):
        return labels.partial_date(fact.first.text) if fact.first else ""
    first = _("from %(date)s") % {"date": labels.partial_date(fact.first.text)} if fact.first else ""
    last = _("until %(date)s") % {"date": labels.partial_date(fact.last.text)} if fact.last else ""
    return ", ".join(part for part in (first, last, _("goes on") if fact.goes_on else "") if part)


def _answer(answer: kinds.AuthorityAnswered) -> FactWords:
    said = labels.word(SAYS, answer.says) if answer.says else labels.word(MANNERS, answer.manner)
    details = [labels.partial_date(answer.on.text), answer.authority, answer.document]
    return FactWords(
        labels.word(FACTS, "answer"),
        f"{labels.country(answer.state)}: {said}",
        tuple(one for one in details if one),
        answer.says is not None,
    )


def _decided(decision: Decided) -> str:
    said = labels.word(labels.PAPERS, decision.paper) if decision.paper else labels.word(labels.OUTCOMES, decision.what)
    return ", ".join(
        one for one in (said, labels.country(decision.state), labels.partial_date(decision.when.text)) if one
    )


def happening(name: str) -> str:
    """Return what an event or a paper is called, as the sentences of the law call it."""
    spoken = language_of(labels.language())
    return spoken.nouns.get(name) or spoken.documents.get(name) or labels.word(labels.PAPERS, name)


def paper(name: str) -> str:
    spoken = language_of(labels.language())
    return spoken.documents.get(name) or labels.word(labels.PAPERS, name)


def open_terms() -> dict[str, str]:
    """Return the words that the law leaves open, each as the question that it asks."""
    found: dict[str, str] = {}
    for pack in load_packs().values():
        for rule in pack.rules:
            for name, text in rule.open_terms:
                found.setdefault(name, text_of(text, labels.language()))
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source stands: the address of its record, and what it says in short."""

    url: str
    text: str


def anchor(entry: UUID) -> str:
    return f"entry-{entry}"


def standing(said: StatementInfo) -> bool:
    return said.withdrawn is None
