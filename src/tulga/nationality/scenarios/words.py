"""The small lexicon: what is read from free words, and nothing else. What it cannot read is not a fact.

Notes are cut at commas, semicolons and full stops; a part is understood only when the whole of it has one of the forms
below. So "left the Kazakh SSR" or "never resident in the Kazakh SSR" is not read as living there. The forms are listed
in the README of the folder; every fact that comes from here says that it was read from a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tulga.kernel.countries import all_countries
from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.nationality.core.truth import FALSE, TRUE, Truth

# -- republics of the USSR ---------------------------------------------------------------------------------------------

_REPUBLICS = {
    "KAZ": r"kazakh(?:stan)?|kazak|казахск\w+|каз",
    "KGZ": r"k[yi]r(?:gyz|ghiz|giz)|киргизск\w+|кирг",
    "UZB": r"uzbek(?:istan)?|узбекск\w+|уз",
    "TJK": r"tajik|tadzhik|таджикск\w+|тадж",
    "TKM": r"turkmen(?:ian)?|туркменск\w+",
    "RUS": r"russian",
    "UKR": r"ukrainian|украинск\w+",
    "BLR": r"b[yi]e?lorussian|belarus(?:ian|sian)|белорусск\w+",
    "MDA": r"moldavian|moldovan|молдавск\w+",
    "GEO": r"georgian|грузинск\w+",
    "ARM": r"armenian|армянск\w+",
    "AZE": r"azerbaijan(?:i)?|азербайджанск\w+",
    "LTU": r"lithuanian|литовск\w+",
    "LVA": r"latvian|латвийск\w+",
    "EST": r"estonian|эстонск\w+",
}
_SSR = r"(?:ssr|soviet socialist republic|сср|советск\w+ социалистическ\w+ республик\w+)"
_RSFSR = re.compile(r"(?:the )?(?:rsfsr|r\.s\.f\.s\.r\.|russian sfsr|рсфср)", re.IGNORECASE)
_NAMED = {state: re.compile(rf"(?:the )?(?:{name})[ -]?{_SSR}", re.IGNORECASE) for state, name in _REPUBLICS.items()}


def republic(text: str) -> str:
    """Return the present State of a republic of the USSR that this text is the name of; "" for anything else."""
    cleaned = text.strip()
    if _RSFSR.fullmatch(cleaned):
        return "RUS"
    return next((state for state, name in _NAMED.items() if name.fullmatch(cleaned)), "")


# -- notes about a parent ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lived:
    """A parent lived in a State: around the child's birth only, or always; or since a day."""

    state: str
    kind: str = "permanent"  # permanent | temporary | irregular | "" (not said)
    always: bool = False
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of some law, answered."""

    name: str
    value: Truth


@dataclass(frozen=True, slots=True)
class Married:
    value: Truth


@dataclass(frozen=True, slots=True)
class NotEstablished:
    """Paternity was not established at the birth."""


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """Nobody is recorded in this role: whether there is such a parent in law is not known."""


@dataclass(frozen=True, slots=True)
class Still:
    """A parent is said to hold a nationality still."""

    state: str


@dataclass(frozen=True, slots=True)
class LawfulSince:
    since: PartialDate


Meaning = Lived | Term | Married | NotEstablished | NotRecorded | Still | LawfulSince

_ALWAYS = r"always|all (?:her|his|their) li(?:fe|ves)|всегда|всю жизнь"
_LIVES = (
    r"resident|residing|living|lived|lives|live|registered|проживал[аи]?|проживает|проживавш\w+|жил[аи]?|живёт|живет"
)
_OPENING = r"(?:both |оба |обе )?(?:parents )?(?:were |was |is )?"
_SOMEWHERE = re.compile(
    rf"{_OPENING}(?P<born>born(?: in)?(?: and)?|родил(?:ся|ась|ись)(?: и)?)?\s*(?P<always>{_ALWAYS})?\s*"
    rf"(?P<permanently>permanently|постоянно)?\s*(?P<lives>{_LIVES})?\s*(?:in|в)?\s*(?P<place>.+)",
    re.IGNORECASE,
)
OF_1940 = "citizen-of-1940-or-descendant-"  # as the packs of Latvia and Estonia name it
_STATUS = {
    "irregularly": "irregular", "without status": "irregular", "undocumented": "irregular", "unlawfully": "irregular",
    "permanently": "permanent", "on a permanent residence permit": "permanent", "temporarily": "temporary",
    "on a temporary residence permit": "temporary", "неурегулированно": "irregular", "без статуса": "irregular",
    "постоянно": "permanent", "временно": "temporary",
}  # fmt: skip
_SINCE = r"(?:since|from|с)\s+(?P<since>[\dX~?%/.\-]+)(?:\s*(?:года|г))?"
_IN_STATUS = re.compile(
    rf"(?:{_LIVES})\s+(?:in|в)\s+(?P<place>.+?)\s+(?P<status>{'|'.join(_STATUS)})(?:\s+{_SINCE})?", re.IGNORECASE
)
_RESIDENT_OF = re.compile(
    rf"(?:a )?(?P<status>permanent|temporary) resident (?:of|in) (?P<place>.+?)(?:\s+{_SINCE})?", re.IGNORECASE
)
_NON_CITIZEN = re.compile(r"(?:a )?non-?citizens? of (?P<place>.+)|негражда\w+ (?P<ru>.+)", re.IGNORECASE)
_BEFORE_1940 = re.compile(
    r"(?P<no>not )?(?:a )?citizens? of (?:the republic of )?(?P<place>[\w ]+?) (?:before|in|on) (?:[\w ]*)1940",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"(?:father|mother|parent) (?:is |was )?still (?:a )?(?P<place>\w+) (?:national|citizen)", re.IGNORECASE
)
_LAWFUL = re.compile(
    r"(?:lawful(?:ly)?(?: and)?,? )(?:habitual(?:ly)? )?(?:residen(?:ce|t)|stay)(?: in [\w ]+?)?"
    r"\s+(?:since|from)\s+(?P<since>[\dX~?%/.\-]+)",
    re.IGNORECASE,
)
_FIXED: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(form, re.IGNORECASE), meaning)
    for form, meaning in (
        (r"(?:the )?(?:parents )?(?:were |was |are )?(?:not married|unmarried)(?: at (?:the )?birth)?", Married(FALSE)),
        (r"(?:родители )?(?:не состояли в браке|не в браке)", Married(FALSE)),
        (r"(?:the )?(?:parents )?(?:were |are )?married(?: to each other)?(?: at (?:the )?birth)?", Married(TRUE)),
        (r"(?:родители )?состояли в браке", Married(TRUE)),
        (r"paternity (?:was )?not established(?: at (?:the )?birth)?", NotEstablished()),
        (r"отцовство (?:при рождении )?(?:не было )?не установлено(?: при рождении)?", NotEstablished()),
        (r"(?:identity )?(?:is |was )?(?:not recorded|not known|unknown)(?: in the (?:birth )?record)?", NotRecorded()),
        (r"не записан[аы]?|(?:личность )?неизвест\w+", NotRecorded()),
    )
)


def cut(note: str) -> list[str]:
    """Return the parts of a note."""
    return [part.strip() for part in re.split(r"[;,]|\.(?=\s|$)", note) if part.strip()]


def meaning(part: str) -> Meaning | None:
    """Return what one part of a note says; None when it has none of the forms."""
    for form, fixed in _FIXED:
        if form.fullmatch(part):
            return fixed
    return _lawful(part) or _of_state(part) or _in_status(part) or _in_republic(part)


def _in_republic(part: str) -> Lived | None:
    """Read "Kazakh SSR", "born and always resident in the Kazakh SSR"; "born in …" alone says nothing of living."""
    found = _SOMEWHERE.fullmatch(part)
    if found is None:
        return None
    state = republic(found["place"])
    if not state or (found["born"] and not found["lives"]):
        return None
    return Lived(state, always=bool(found["always"]))


def _in_status(part: str) -> Lived | None:
    found = _IN_STATUS.fullmatch(part) or _RESIDENT_OF.fullmatch(part)
    if found is None:
        return None
    state, since = named_state(found["place"]), _date(found["since"])
    if not state or (found["since"] and since is None):
        return None
    status = found["status"].lower()
    return Lived(state, _STATUS.get(status, status), since=since)


def _of_state(part: str) -> Term | Still | None:
    if found := _NON_CITIZEN.fullmatch(part):
        state = named_state(found["place"] or found["ru"])
        return Term(f"non-citizen-{state.lower()}", TRUE) if state else None
    if found := _BEFORE_1940.fullmatch(part):
        state = named_state(found["place"])
        return Term(f"{OF_1940}{state.lower()}", FALSE if found["no"] else TRUE) if state else None
    if found := _STILL.fullmatch(part):
        state = named_state(found["place"])
        return Still(state) if state else None
    return None


def _lawful(part: str) -> LawfulSince | None:
    found = _LAWFUL.fullmatch(part)
    since = _date(found["since"]) if found else None
    return LawfulSince(since) if since is not None else None


def _date(text: str | None) -> PartialDate | None:
    if not text:
        return None
    try:
        return PartialDate.parse(text.rstrip("."))
    except InvalidDate:
        return None


def named_state(text: str) -> str:
    """Return the State that a text names, by its English or Russian name or by its code; "" for none."""
    wanted = text.strip().removeprefix("the ").casefold()
    for country in all_countries():
        if country.kind == "state" and wanted in _names(country.iso3, country.iso2, country.names):
            return country.iso3
    return ""


# the genitive and the prepositional of notes in Russian; the nominative is in the list of countries
_RUSSIAN = {
    "LVA": ("латвии",), "EST": ("эстонии",), "KAZ": ("казахстане", "казахстана"), "RUS": ("россии",),
    "UZB": ("узбекистане", "узбекистана"), "KGZ": ("кыргызстане", "киргизии"), "DEU": ("германии",),
}  # fmt: skip


def _names(iso3: str, iso2: str, names: tuple[tuple[str, str], ...]) -> set[str]:
    spoken = {name.casefold() for language, name in names if language in ("en", "ru")}
    return {iso3.casefold(), iso2.casefold(), *spoken, *_RUSSIAN.get(iso3, ())}


# -- notes about a paper -----------------------------------------------------------------------------------------------

_FORGED = re.compile(
    r"(?:the (?:paper|passport|document) )?(?:was |is )?"
    r"(?:(?:found|shown|proved|proven|declared|established)(?: to be)? )?"
    r"(?:a )?(?:forged|forgery|counterfeit|fake|falsified)(?: (?:paper|passport|document))?"
    r"|(?:признан[аы]? |оказал(?:ся|ась) |является )?(?:документ |паспорт )?"
    r"(?:(?:поддельн|подложн|фальшив)(?:ый|ая|ое|ым|ой)|подделан[аы]?|подделк(?:а|ой))"
    r"(?: (?:документ|паспорт)(?:ом)?)?"
    r"|(?:жалған|қолдан жасалған|бұрмаланған)(?: (?:құжат|паспорт))?(?: деп танылған)?",
    re.IGNORECASE,
)


def forged(part: str) -> bool:
    """Say whether one part of a note plainly says that the paper is forged; a suspicion is not plain."""
    return _FORGED.fullmatch(part) is not None


# -- absent and unknown -----------------------------------------------------------------------------------------------

NAMED = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*(?:\(\s*(?P<argument>[^()]*?)\s*\))?\s*(?P<rest>.*)", re.DOTALL)
# "not to the knowledge of …" is not established
NOT_ESTABLISHED = re.compile(
    r"known to|as far as|to (?:her|his|their) knowledge|allegedly|по словам|насколько известно", re.IGNORECASE
)
OTHER = re.compile(r"(?:any |an)?other(?: states?)?|другое государство", re.IGNORECASE)
_RESIDENCE_OF = re.compile(
    r"(?P<kind>permanent )?residence (?:of|for) (?:the |either |both )?(?P<who>mother|father|parents?)", re.IGNORECASE
)
_RESIDENCE_IN = re.compile(r"permanent residence(?: in (?P<place>.+))?", re.IGNORECASE)
_WORDED = {
    "birth registration": "birth_registration", "registration of birth": "birth_registration",
    "foreign nationality": "foreign_nationality", "other nationality": "foreign_nationality",
    "foreign citizenship": "foreign_nationality", "other citizenship": "foreign_nationality",
    "another nationality": "foreign_nationality", "another citizenship": "foreign_nationality",
    "nationality of any other state": "foreign_nationality", "nationality of another state": "foreign_nationality",
    "citizenship of any other state": "foreign_nationality", "citizenship of another state": "foreign_nationality",
    "national of any state": "nationality", "nationality of any state": "nationality",
    "citizenship of any state": "nationality", "nationality": "nationality", "citizenship": "nationality",
}  # fmt: skip
_ARTICLE = re.compile(r"(?:a|an|any|the) ", re.IGNORECASE)
_WRITTEN = r"(?:written |notari[sz]ed )?"
_HAPPENINGS = {
    "naturalised": r"naturali[sz]ed|naturali[sz]ation|admission to (?:the )?(?:nationality|citizenship)",
    "passport": r"passports?",
    "residence_permit": r"residence permits?",
    "consular_registration": r"consular registration|registration (?:with|at|by) (?:a|the|any) consulate",
    "opt_out": rf"opt-?out|{_WRITTEN}(?:refusal|statement of unwillingness)",
    "decree_exit": r"exit decree|decree (?:of|on) (?:exit|withdrawal)",
    "decree_loss": r"loss decree|decree (?:of|on) loss",
    "loss_registered": r"registered loss|loss registration|registration of loss",
    "agreement_of_parents": rf"{_WRITTEN}(?:agreement of (?:the )?parents|parental agreement|parents' agreement)",
    "wish_declared": rf"{_WRITTEN}(?:declared wish|declaration of (?:a )?wish)",
}
_HAPPENED = {name: re.compile(form, re.IGNORECASE) for name, form in _HAPPENINGS.items()}
_BEFORE_STATE = re.compile(r" (?:of|in|by|for|from) (?:the )?", re.IGNORECASE)
_ANY_STATE = re.compile(r"any|any (?:state|country)", re.IGNORECASE)
_TERMS = {
    "right-to-live-in-another-state": re.compile(
        r"(?:valid )?(?:(?:document|paper)s? (?:giving|for) (?:a |the )?)?right (?:to live|to reside|of residence)"
        r" (?:elsewhere|(?:in )?(?:another|any other) (?:state|country))",
        re.IGNORECASE,
    ),
    "valid-reason-for-not-registering": re.compile(
        r"valid reason(?: for not registering(?: with (?:a|the) consulate)?)?", re.IGNORECASE
    ),
}


def worded(text: str) -> str:
    """Return the name of an absence that is written in words, or ""."""
    return _WORDED.get(_plain(text).lower(), "")


def absent_happening(text: str) -> tuple[str, str] | None:
    """Return what did not happen and of which State ("any", "other"), when it is written in words; None otherwise."""
    plain = _plain(text)
    for what, place in _divided(plain.removesuffix(" anywhere")):
        name = next((name for name, form in _HAPPENED.items() if form.fullmatch(what)), "")
        state = _state_of(place)
        if name and state:
            return name, state
    return None


def _divided(text: str) -> Iterator[tuple[str, str]]:
    """Yield every way to divide words into what did not happen and a State; the whole is the first."""
    yield text, ""
    for found in _BEFORE_STATE.finditer(text):
        yield text[: found.start()], text[found.end() :]


def absent_term(text: str) -> str:
    """Return the open term of a law that this absence answers with no, or ""."""
    plain = _plain(text)
    return next((name for name, form in _TERMS.items() if form.fullmatch(plain)), "")


def _plain(text: str) -> str:
    words = " ".join(text.split())
    begins = _ARTICLE.match(words)
    return words[begins.end() :] if begins else words


def _state_of(place: str) -> str:
    """Return the State that is named, "any" where none is, "" where the words name none."""
    if not place or _ANY_STATE.fullmatch(place):
        return "any"
    return "other" if OTHER.fullmatch(place) or place.lower() == "another state" else named_state(place)


def absent_residence(text: str) -> tuple[str, str] | None:
    """Return who had no permanent residence (subject, mother, father, parents), in which State ("" any); or None."""
    if found := _RESIDENCE_OF.fullmatch(text.strip()):
        who = found["who"].lower()
        return ("parents" if who == "parent" else who, "") if found["kind"] else None
    if found := _RESIDENCE_IN.fullmatch(text.strip()):
        state = named_state(found["place"]) if found["place"] else ""
        return ("subject", state) if state or not found["place"] else None
    return None
