"""One entry about a person in words: under which heading it stands, what it says, and the small print."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tulga.procedures.shared import entries as cases
from tulga.register import entries as kinds
from tulga.web.staff import labels
from tulga.web.staff.presenters.case_work import tellers

# The headings of a file, in their order, and the word in the address under which something is added there.
HEADINGS: Final[labels.Words] = {
    "name": gettext_lazy("Names"),
    "birth": gettext_lazy("Birth"),
    "sex": gettext_lazy("Sex"),
    "nationality": gettext_lazy("Nationality"),
    "residence": gettext_lazy("Residence"),
    "relation": gettext_lazy("Relations"),
    "household": gettext_lazy("Household"),
    "paper": gettext_lazy("Papers"),
    "evidence": gettext_lazy("Evidence"),
    "presence": pgettext_lazy("is the person still here?", "Presence"),
}
# Facts of which two different values cannot both be right; of the others there may be many.
SINGLE: Final = frozenset({"birth", "sex"})


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says. `record` is another record that it names, to link to."""

    subject: str
    text: str
    details: tuple[str, ...] = ()
    record: UUID | None = None


def said(payload: object) -> Said | None:
    """Return what an entry about a person says; None for an entry that is no statement."""
    tell = TELL.get(type(payload))
    return None if tell is None else tell(payload)


def _told(*lines: object) -> tuple[str, ...]:
    return tuple(line for line in lines if isinstance(line, str) and line)


def _name(given: kinds.NameStated) -> Said:
    kind = labels.word(labels.NAME_KINDS, given.kind)
    script = labels.word(labels.SCRIPTS, given.script)
    document = given.document and _("read from: %(document)s") % {"document": given.document}
    return Said("name", given.full, _told(f"{kind}, {script}", document))


def _place(country: str | None, area: str | None, place: str | None) -> str:
    return ", ".join(part for part in (labels.place(place), labels.area(area), labels.country(country)) if part)


def _birth(given: kinds.BirthStated) -> Said:
    return Said("birth", labels.partial_date(given.date.text), _told(_place(given.country, given.area, given.place)))


def _sex(given: kinds.SexStated) -> Said:
    return Said("sex", labels.word(labels.SEXES, given.sex))


def _nationality(given: kinds.NationalityStated) -> Said:
    text = labels.nationality(given.status, given.country)
    if given.ends:
        text = _("no longer: %(status)s") % {"status": text}
    basis = labels.word(labels.BASES, given.basis)
    return Said(
        "nationality", text, _told(f"{basis}: {labels.authority(given.authority)}" if given.authority else basis)
    )


def _period(start: str | None, end: str | None) -> str:
    first = start and _("from %(date)s") % {"date": labels.partial_date(start)}
    last = end and _("until %(date)s") % {"date": labels.partial_date(end)}
    return ", ".join(part for part in (first, last) if part)


def _residence(given: kinds.ResidenceStated) -> Said:
    period = _period(given.period_start.text, given.period_end.text if given.period_end else None)
    where = _place(given.country, given.area, given.place) or _("place not told")
    return Said("residence", where, _told(period, given.basis))


def _relation(given: kinds.RelationStated) -> Said:
    who = labels.word(labels.RELATIONS, given.relation)
    period = given.period and _period(
        given.period.start.text if given.period.start else None, given.period.end.text if given.period.end else None
    )
    if given.other_record is not None:
        return Said("relation", who, _told(period), given.other_record)
    other: dict[str, Any] = next(iter(given.third_persons.values()), {})
    born = other.get("birth") and _("born: %(date)s") % {"date": labels.partial_date(str(other["birth"]))}
    name = other.get("name") or _("name not told")
    return Said("relation", f"{who}: {name}", _told(born, period))


def _household(given: kinds.HouseholdJoined | kinds.HouseholdLeft) -> Said:
    left = isinstance(given, kinds.HouseholdLeft)
    text = _("left the household") if left else _("lives in the household")
    number = _("number of the household: %(number)s") % {"number": given.household}
    return Said(
        "household", f"{text} ({labels.word(labels.HOUSEHOLD_ROLES, given.role)})" if given.role else text, (number,)
    )


def _paper(given: kinds.PaperStated) -> Said:
    name = labels.word(labels.PAPERS, given.paper)
    return Said(
        "paper",
        f"{name} № {given.number}" if given.number else name,
        _told(
            given.issuer and _("issued by: %(issuer)s") % {"issuer": labels.place(given.issuer)},
            given.issued and _("issued: %(date)s") % {"date": labels.partial_date(given.issued.text)},
            given.expires and _("valid until: %(date)s") % {"date": labels.partial_date(given.expires.text)},
            _("seen by whoever wrote this") if given.seen else _("told of, not seen"),
        ),
    )


def _evidence(given: kinds.EvidenceAdded) -> Said:
    weight = labels.word(labels.WEIGHTS, given.weight)
    document = given.document and _("document: %(document)s") % {"document": given.document}
    return Said("evidence", f"{labels.word(labels.EVIDENCE, given.fact)} ({weight})", _told(given.what, document))


def _presence(given: kinds.PresenceEnded) -> Said:
    return Said("presence", labels.word(labels.PRESENCE, given.why))


def _opened(given: cases.CaseOpened) -> Said:
    title = labels.word(labels.PROCEDURES, given.procedure)
    return Said(
        "opened",
        _("case opened: %(procedure)s") % {"procedure": title},
        _told(labels.authority(given.authority), given.basis),
    )


def _step(given: cases.StepDone) -> Said:
    return Said("step", labels.word(labels.STEPS, given.step), _told(given.note))


def _decision(given: cases.DecisionTaken) -> Said:
    outcome = labels.word(labels.OUTCOMES, given.outcome)
    text = _("decision: %(outcome)s") % {"outcome": outcome}
    return Said("decision", text, _told(labels.country(given.country), labels.authority(given.authority)))


def _notice(given: cases.NoticeServed) -> Said:
    return Said(
        "notice",
        labels.word(labels.CASE_KINDS, "notice"),
        _told(labels.word(labels.MEANS, given.means), labels.language_name(given.language)),
    )


def _issued(given: cases.PaperIssued) -> Said:
    name = labels.word(labels.PAPERS, given.paper)
    until = given.valid_until and _("valid until: %(date)s") % {"date": labels.partial_date(given.valid_until.text)}
    number = f"{name} № {given.number}" if given.number else name
    return Said("paper", _("paper issued: %(paper)s") % {"paper": number}, _told(given.number_check, until))


TELL: Final[dict[type, Callable[[Any], Said]]] = {
    kinds.NameStated: _name,
    kinds.BirthStated: _birth,
    kinds.SexStated: _sex,
    kinds.NationalityStated: _nationality,
    kinds.ResidenceStated: _residence,
    kinds.RelationStated: _relation,
    kinds.HouseholdJoined: _household,
    kinds.HouseholdLeft: _household,
    kinds.PaperStated: _paper,
    kinds.EvidenceAdded: _evidence,
    kinds.PresenceEnded: _presence,
    cases.CaseOpened: _opened,
    cases.StepDone: _step,
    cases.DecisionTaken: _decision,
    cases.NoticeServed: _notice,
    cases.PaperIssued: _issued,
    **tellers(Said),
}
