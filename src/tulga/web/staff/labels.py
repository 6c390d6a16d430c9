"""Codes in words, in the language of the reader. A code without a word of its own is shown as it is, never dropped."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tulga.access.roles import Roles
from tulga.kernel import areas as kernel_areas
from tulga.kernel import countries
from tulga.kernel.dates import InvalidDate, PartialDate

Words = Mapping[str, Promise | str]

ROLES: Final[Words] = {
    Roles.ADMINISTRATOR: _("administrator"),
    Roles.CASEWORKER: _("caseworker"),
    Roles.FIELD_WORKER: _("field worker"),
    Roles.INTERVIEWER: _("interviewer"),
    Roles.DECIDER: _("decider"),
    Roles.APPEAL: _("decider of appeals"),
    Roles.LAWYER: _("lawyer"),
    Roles.STATISTICIAN: _("statistician"),
    Roles.PUBLISHER: _("publisher"),
    Roles.AUTHORITY: _("officer of an authority"),
    Roles.AUDITOR: _("auditor"),
    Roles.IMPORTER: _("importer"),
}
ROLE_ALLOWS: Final[Words] = {
    Roles.ADMINISTRATOR: _("organisations, accounts and roles; no files"),
    Roles.CASEWORKER: _("read and write files, judge whether records are one person, handle cases"),
    Roles.FIELD_WORKER: _("read and write files"),
    Roles.INTERVIEWER: _("read and write files, handle cases"),
    Roles.DECIDER: _("read files, handle and decide cases"),
    Roles.APPEAL: _("read files, handle and decide appeals"),
    Roles.LAWYER: _("read and write files, adopt findings on nationality, propose corrections of encoded law"),
    Roles.STATISTICIAN: _("compute figures; no files"),
    Roles.PUBLISHER: _("compute and release figures; no files"),
    Roles.AUTHORITY: _("what this authority itself recorded and decided"),
    Roles.AUDITOR: _("the log of views and the ledger’s check; no files"),
    Roles.IMPORTER: _("bring in lists"),
}
SOURCE_KINDS: Final[Words] = {
    "field_form": _("field form"),
    "government_list": _("list of the Government"),
    "border_referral": _("referral from the border"),
    "partner_list": _("list of a partner"),
    "paper_register": _("paper register"),
}
NAME_KINDS: Final[Words] = {
    "birth": _("name at birth"),
    "current": _("name now"),
    "alias": _("also known as"),
    "transliteration": _("transliteration"),
}
NAME_PARTS: Final[Words] = {
    "given": _("given name"),
    "family": _("family name"),
    "patronymic": _("patronymic"),
    "other": _("other part of the name"),
}
SCRIPTS: Final[Words] = {"Cyrl": _("Cyrillic"), "Latn": _("Latin"), "Arab": _("Arabic")}
SEXES: Final[Words] = {
    "female": _("female"),
    "male": _("male"),
    "other": pgettext_lazy("sex", "other"),
    "unknown": _("not told yet"),
}
RELATIONS: Final[Words] = {
    "mother": _("mother"),
    "father": _("father"),
    "guardian": _("guardian"),
    "spouse": _("spouse"),
    "adopted_by": _("adopted by"),
    "child": _("child"),
    "sibling": _("brother or sister"),
}
NATIONALITY: Final[Words] = {
    "stateless": _("stateless"),
    "undetermined": _("undetermined nationality"),
    "national": _("national"),
    "at_risk": _("at risk of statelessness"),
    "claim_pending": _("claim to a nationality is pending"),
}
BASES: Final[Words] = {
    "authority_register": _("register of an authority"),
    "authority_answer": _("answer of an authority"),
    "authority_decision": _("decision of an authority"),
    "unhcr_registration": _("registration by UNHCR"),
    "document": _("document"),
    "engine_finding": _("finding of the law engine"),
    "own_statement": _("the person’s own statement"),
}
PRESENCE: Final[Words] = {
    "died": _("died"),
    "departed": _("departed"),
    "resettled": _("resettled"),
    "returned": _("returned"),
}
WEIGHTS: Final[Words] = {"for": pgettext_lazy("evidence", "for"), "against": pgettext_lazy("evidence", "against")}
VERDICTS: Final[Words] = {
    "same": _("the same person"),
    "different": _("different persons"),
    "unsure": _("not sure yet"),
}
PROCEDURES: Final[Words] = {
    "statelessness_determination": _("determination of statelessness"),
    "asylum": _("asylum"),
    "citizenship": _("citizenship"),
    "birth_registration": _("registration of birth"),
    "residence": _("residence"),
}
OUTCOMES: Final[Words] = {
    "recognised": _("recognised"),
    "refused": _("refused"),
    "rejected": _("rejected"),
    "closed": _("closed"),
    "ceased": _("ceased"),
    "confirmed": _("confirmed"),
    "granted": _("granted"),
    "withdrawn": _("withdrawn"),
    "registered": _("registered"),
    "ended": _("ended"),
}
CASE_KINDS: Final[Words] = {
    "opened": _("case opened"),
    "step": _("step"),
    "decision": _("decision"),
    "notice": _("notice served"),
    "paper": _("paper issued"),
    "moved": _("goes on by a later version"),
    "fact": _("fact stated"),
    "consent": _("consent to tell"),
    "appeal": _("appeal lodged"),
    "draft": _("decision drafted"),
    "review": _("draft reviewed"),
    "audit": _("decision audited"),
    "screening": _("asked about fear of a State"),
    "enquiry_consent": _("consent to an enquiry"),
    "consent_withdrawn": _("consent to an enquiry withdrawn"),
    "enquiry": _("enquiry sent abroad"),
    "answer": _("answer of a State"),
    "task": _("task opened"),
    "task_done": _("task done"),
    "appointment": _("appointment"),
    "cancelled": _("appointment cancelled"),
    "interview": _("interview recorded"),
    "tied": _("evidence tied to a fact"),
    "source": _("source cited"),
    "finding": _("finding taken over"),
    "assessment": _("assessment"),
    "pause": _("time stopped"),
    "resume": _("time goes on"),
    "extension": _("time extended"),
}
PAPERS: Final[Words] = {
    "ussr_passport_1974": _("Soviet passport of 1974"),
    "birth_certificate": _("birth certificate"),
    "identity_card": _("identity card"),
    "passport": _("passport"),
    "stateless_certificate": _("certificate of a stateless person"),
    "stateless_person_certificate": _("certificate of a stateless person"),
    "expired_foreign_passport": _("expired passport of another State"),
    "refugee_certificate": _("certificate of a refugee"),
    "asylum_seeker_certificate": _("certificate of an asylum-seeker"),
    "residence_permit": _("residence permit"),
    "travel_document": _("travel document"),
    "military_card": _("military card"),
    "marriage_certificate": _("marriage certificate"),
    "school_certificate": _("school certificate"),
    "work_book": _("work book"),
}
AUTHORITIES: Final[Words] = {
    "migration_authority": _("migration authority"),
    "asylum_authority": _("authority competent for asylum"),
    "unhcr": "UNHCR",
}
HOUSEHOLD_ROLES: Final[Words] = {
    "head": _("head of the household"),
    "spouse": _("spouse"),
    "child": _("child"),
    "parent": _("parent"),
    "sibling": _("brother or sister"),
}
EVIDENCE: Final[Words] = {
    "residence": _("residence in the country"),
    "nationality_of_another_state": _("nationality of another State"),
}
MEANS: Final[Words] = {"in person": _("in person"), "by post": _("by post")}
STEPS: Final[Words] = {
    "application": _("application received"),
    "interview": _("interview"),
    "registered": _("registered"),
    "request_sent": _("request sent"),
    "answer_received": _("answer received"),
    "appeal": _("appeal"),
    "documented": _("documented"),
    "interview_held": _("interview held"),
    "enquiry_sent": _("enquiry sent to another State"),
}
TASKS: Final[Words] = {
    "clash": _("Two people wrote different things without seeing each other"),
    "same_document": _("Two records name the same document"),
    "merge_undone": _("A judgement was withdrawn: look at what was done meanwhile"),
}
ORGANISATION_KINDS: Final[Words] = {
    "unhcr": "UNHCR",
    "partner": _("partner"),
    "authority": _("authority of the State"),
    "asylum_authority": _("authority competent for asylum"),
}
END_REASONS: Final[Words] = {
    "left": _("left the organisation"),
    "changed_post": _("changed the post"),
    "mistake": _("was granted by mistake"),
    "misuse": _("misuse"),
}

ERASE_REASONS: Final[Words] = {
    "person_asked": _("the person asked for it"),
    "consent_withdrawn": _("the person withdrew consent"),
    "recorded_by_mistake": _("it was recorded by mistake"),
    "retention_over": _("the time for which it may be kept is over"),
}


def word(words: Words, code: str) -> str:
    """Return the word for a code; a code we have no word for is shown with spaces for its underscores."""
    found = words.get(code)
    return str(found) if found is not None else code.replace("_", " ")


def choices(words: Words) -> list[tuple[str, Promise | str]]:
    """Return the words as choices of a form field, in their order."""
    return list(words.items())


def isolated(name: str) -> str:
    """Return a name that may stand before a number: one from right to left would take the number to its other side."""
    turns = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in name)
    return f"\u2068{name}\u2069" if turns else name


def short(number: UUID) -> str:
    """Return the end of a record's number, enough to tell two tabs or lines apart."""
    return number.hex[-8:]


def role(code: str) -> str:
    return word(ROLES, code)


def role_allows(code: str) -> str:
    return word(ROLE_ALLOWS, code)


def language() -> str:
    """Return the language of the reader: en, ru or kk."""
    found = (get_language() or "en")[:2]
    return found if found in {"en", "ru", "kk"} else "en"


def language_name(code: str) -> str:
    """Return the name of a language; a code that nobody has named stays a code."""
    return str(Locale.parse(language()).languages.get(code, code))


def number(value: int) -> str:
    return str(format_decimal(value, locale=language()))


def day(value: date) -> str:
    """Return a day, the month in letters: no reader mistakes it for another."""
    return str(format_date(value, _PATTERN[language()], locale=language()))


def moment(value: datetime) -> str:
    """Return when something was recorded; the ledger's clock is UTC, and the text says so."""
    at = value.astimezone(UTC)
    return f"{day(at.date())}, {format_datetime(at, 'HH:mm', locale=language())} UTC"


_PATTERN: Final = {"en": "d MMMM y", "ru": "d MMMM y 'г'.", "kk": "y 'ж'. d MMMM"}
_MONTH: Final = {"en": "LLLL y", "ru": "LLLL y 'г'.", "kk": "y 'ж'. LLLL"}
_SEASONS: Final = {
    "21": _("spring %(year)s"),
    "22": _("summer %(year)s"),
    "23": _("autumn %(year)s"),
    "24": _("winter %(year)s"),
}


def partial_date(text: str) -> str:
    """Return a partial date as one would say it: "about 1984", "spring 1979", "not known"."""
    try:
        found = PartialDate.parse(text)
    except InvalidDate:
        return text  # an instant with its zone, or a form this version cannot read: shown as it was written
    if not found.known:
        return gettext("date not known")
    if "/" in found.text:
        first, _slash, last = found.text.partition("/")
        if first == "..":
            return gettext("%(date)s at the latest") % {"date": partial_date(last)}
        if last == "..":
            return gettext("%(date)s at the earliest") % {"date": partial_date(first)}
        return gettext("between %(first)s and %(last)s") % {"first": partial_date(first), "last": partial_date(last)}
    return _marked(found.text)


def _marked(text: str) -> str:
    bare, mark = (text[:-1], text[-1]) if text[-1] in "~?%" else (text, "")
    said = _bare(bare)
    if mark == "~":
        return gettext("about %(date)s") % {"date": said}
    if mark == "?":
        return gettext("%(date)s, uncertain") % {"date": said}
    if mark == "%":
        return gettext("about %(date)s, uncertain") % {"date": said}
    return said


def _bare(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 3:
        return day(date.fromisoformat(text))
    if len(parts) == 2:
        year, part = parts
        if part in _SEASONS:
            return str(_SEASONS[part]) % {"year": year}
        return str(format_date(date(int(year), int(part), 1), _MONTH[language()], locale=language()))
    if text.endswith("XX"):
        return gettext("the years %(first)s to %(last)s") % {"first": f"{text[:2]}00", "last": f"{text[:2]}99"}
    if text.endswith("X"):
        return gettext("the years %(first)s to %(last)s") % {"first": f"{text[:3]}0", "last": f"{text[:3]}9"}
    return text


def country(code: str | None) -> str:
    """Return the name of a country; a code we do not know stays a code."""
    if code is None:
        return ""
    try:
        return str(countries.name(code, language()))
    except countries.UnknownCountry:
        return code


def place(text: str | None) -> str:
    """Return a place as it was told; some sources know no more of it than the code of a State."""
    return country(text) if text and len(text) == 3 and text.isupper() else text or ""


def authority(code: str | None) -> str:
    """Return an authority: one of those that we have a word for, a consulate, or the name as it was told."""
    if code and code.startswith("consulate_"):
        return gettext("consulate: %(country)s") % {"country": country(code.removeprefix("consulate_").upper())}
    return str(AUTHORITIES.get(code, code)) if code else ""


def source(kind: str, name: str) -> str:
    """Return where a record comes from; what the operation had to assume says so."""
    said = word(SOURCE_KINDS, kind)
    if name.startswith("assumed:"):
        return gettext("%(source)s, assumed: %(name)s") % {"source": said, "name": name.removeprefix("assumed:")}
    return f"{said} {name}"


def area(area_id: str | None, on: date | None = None) -> str:
    """Return the name of an area as it was on a day (today when left out)."""
    if not area_id:
        return ""
    found = kernel_areas.find_area(area_id)
    return area_id if found is None else str(found.name(language(), on or datetime.now(UTC).date()))


def areas(ids: Iterable[str] | None) -> str:
    """Return a set of areas in words; None is every area, an empty set none at all."""
    if ids is None:
        return gettext("every area")
    names = sorted(area(one) for one in ids)
    return ", ".join(names) if names else gettext("no area")


def nationality(status: str, country_code: str | None) -> str:
    """Return a statement about nationality in words."""
    if status == "national":
        return gettext("national of %(country)s") % {"country": country(country_code)}
    said = word(NATIONALITY, status)
    return f"{said} ({country(country_code)})" if country_code else said


def entries(count: int) -> str:
    return ngettext("%(number)s entry", "%(number)s entries", count) % {"number": number(count)}
