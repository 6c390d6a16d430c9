"""What is missing, as a question; where the answer can be got; what was assumed; what a fact says. Keys in, sentences out.

A key is `who.kind.rest` (outcomes.Need). A key that no table knows still gives a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from tulga.kernel.countries import find_country
from tulga.nationality.core.language import Wrong, parse
from tulga.nationality.core.outcomes import Need
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.terms import Compare, Not, Other, Predicate, Span, Term
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, Truth
from tulga.nationality.core.wording.clauses import Context, clause_about, language_of, state_forms
from tulga.nationality.core.wording.days import written
from tulga.nationality.core.wording.grammar import Subject, filled, sentence
from tulga.nationality.core.wording.questions import (
    ASSUMPTIONS,
    ENTRIES,
    FACTS,
    OPTIONS,
    PLACES,
    QUESTIONS,
    ROLES,
    SOURCES,
)
from tulga.nationality.core.wording.rulebook import text_of

_SPAN = re.compile(r"(\d+)(years|days)")
_PREFIX = re.compile(r"((?:[a-z]+(?:\[\d+\])?\.)*)(.*)", re.S)
_ENTRY = re.compile(r"(\w+)(?:\[(\w+)\])?")
_ROLE = re.compile(r"([a-z]+)(?:\[(\d+)\])?")
_DAY_OF_SINCE = re.compile(r"\bon (\d{4}-\d{2}-\d{2}(?:, |\)))")
_STATE_BODIES = ("authority", "consulate", "register", "civil-registry", "archive")


def sentence_of_need(need: Need | str, language: str, packs: Mapping[str, Pack] | None = None) -> str:
    """Return the question that a need asks.

    Args:
        packs: for the words of terms that the law leaves open; without them the term is named.
    """
    key = need if isinstance(need, str) else need.key
    table = QUESTIONS[language]
    if key.startswith("authority.answer."):
        return sentence(filled(table["authority"], language_of(language).state(key.rpartition(".")[2])))
    roles, kind, rest = _split(key)
    subject = person_of(roles, language)
    if kind == "nationality" and roles[-1:] not in (("subject",), ("mother",), ("father",)):
        kind = "kin_nationality"
    said = _question(kind, rest, subject, language, packs)
    if said is None:
        words = " ".join(re.split(r"[._-]+", ".".join([kind, *rest]))).strip() or key
        said = filled(table["?"], {"what": words, **_who(subject)})
    return sentence(said)


def _split(key: str) -> tuple[tuple[str, ...], str, list[str]]:
    """Return the roles at the beginning of a key ("mother.father"), its kind, and the rest; days keep their dots."""
    parts = re.sub(r"\.\./", "<", re.sub(r"/\.\.", ">", key)).split(".")
    number = 0
    while number < len(parts) - 1 and _is_role(parts[number]):
        number += 1
    rest = [part.replace("<", "../").replace(">", "/..") for part in parts[number:]]
    return tuple(parts[:number]), rest[0] if rest else "", rest[1:]


def person_of(roles: Sequence[str], language: str) -> Subject:
    """Return the subject that a chain of roles names: "the mother's father"."""
    chain = [role for role in roles if role != "subject"]
    if not chain:
        return language_of(language).subjects[None]
    known = [_role(role, language) for role in chain]
    last = known[-1]
    if language == "ru":
        around = " ".join(one.of for one in reversed(known[:-1]))
        return Subject(f"{last.name} {around}".strip(), last.agrees, "", f"{last.of} {around}".strip())
    if language == "kk":
        around = " ".join(one.of for one in known[:-1])
        return Subject(f"{around} {last.name}".strip(), 0, "", f"{around} {last.of}".strip())
    around = "".join(f"{one.name.removeprefix('the ')}'s " for one in known[:-1])
    name = f"the {around}{last.name.removeprefix('the ')}"
    return Subject(name, last.agrees, "", name)


def _is_role(text: str) -> bool:
    match = _ROLE.fullmatch(text)
    return match is not None and match[1] in ROLES["en"]


def _role(text: str, language: str) -> Subject:
    """Return the subject of a role; of several adopters the second is "the adopter (2)"."""
    match = _ROLE.fullmatch(text)
    found = ROLES[language].get(match[1]) if match is not None else None
    if match is None or found is None:
        return Subject(text, 0, "", text)
    number = f" ({int(match[2]) + 1})" if match[2] and match[2] != "0" else ""
    return found._replace(name=found.name + number, of=found.of + number if found.of else "")


def _who(subject: Subject) -> dict[str, str]:
    return {"who": subject.name, "who_gen": subject.of}


def _question(
    kind: str, rest: list[str], subject: Subject, language: str, packs: Mapping[str, Pack] | None
) -> str | None:
    table, spoken = QUESTIONS[language], language_of(language)
    if kind in ("event", "document") and rest:
        state = _state(rest[-1]) if len(rest) > 1 else "any"
        term = Predicate(kind, (rest[0], state))
        return filled(table["is_it_true"], {"clause": clause_about(term, subject, language)})
    if kind == "term" and rest:
        return _of_term(".".join(rest), language, packs)
    if kind == "birth" and rest[:1] == ["before"]:
        clause = clause_about(Compare("born", "<", date.fromisoformat(rest[1])), subject, language)
        return filled(table["is_it_true"], {"clause": clause})
    if kind == "nationality" and subject is spoken.subjects[None]:
        kind = "own_nationality"
    if f"{kind}.{'.'.join(rest[:1])}" in table:
        kind = f"{kind}.{rest[0]}"
    template = table.get(kind) or (table.get("married_to") if kind == "married" and rest else None)
    if kind == "married" and rest:
        template = table["married_to"]
    if template is None:
        return None
    return filled(template, {**_who(subject), **_slots(kind, rest, language)}, subject.agrees)


def _slots(kind: str, rest: list[str], language: str) -> dict[str, str]:
    """Return what stands in the parts of a key: a State, a kind of stay, spans, days."""
    spoken = language_of(language)
    slots: dict[str, str] = {"kind": "", "on": ""}
    days = []
    for part in rest:
        match = _SPAN.fullmatch(part)
        if part in spoken.kinds and kind.startswith(("resident", "lived")):
            slots["kind"] = spoken.kinds[part]
        elif match:
            slots["span"] = spoken.span(Span(int(match[1]), match[2]))
        elif part[:1].isdigit() or part.startswith("..") or part == "unknown":
            days.append(part)
        else:
            slots |= state_forms(_state(part), language)
    if days:
        slots |= _days(days, language)
    return slots


def _days(days: list[str], language: str) -> dict[str, str]:
    spoken = language_of(language)
    first, last = days[0], days[-1]
    slots = {"day": written(first, language), "before": written(first, language)}
    try:
        slots["before"] = spoken.since(date.fromisoformat(first))
        exact = date.fromisoformat(last)
    except ValueError:
        return slots | {"when": f"({written(last, language)})", "upto": f"({written(last, language)})"}
    return slots | {"when": spoken.moment(exact), "upto": spoken.upto(exact)}


def _state(code: str) -> str | Other:
    return Other(code.removeprefix("not-")) if code.startswith("not-") else code


def _of_term(name: str, language: str, packs: Mapping[str, Pack] | None) -> str:
    for pack in (packs or {}).values():
        for rule in pack.rules:
            if not rule.open_terms:
                continue
            said = text_of(dict(rule.open_terms).get(name, ()), language)
            if said:
                return (
                    said
                    if said.endswith("?")
                    else filled(QUESTIONS[language]["is_this_so"], {"what": said.rstrip(".")})
                )
    return filled(QUESTIONS[language]["term"], {"what": re.sub(r"[-_]+", " ", name)})


# -- where, options ---------------------------------------------------------------------------------------------------


def place(where: str, language: str) -> str:
    """Return where an answer can be got: "house-book", "consulate:UZB"."""
    kind, _, code = where.partition(":")
    table = PLACES[language]
    if code in ("", "any") or code.startswith("not-"):
        return table.get(kind, kind.replace("-", " "))
    template = table.get(f"{kind}:")
    return filled(template, language_of(language).state(code)) if template else f"{table.get(kind, kind)} ({code})"


def is_contact_with_a_state(where: str) -> bool:
    """Say whether an answer from there means to contact an authority of a State about the person."""
    return where.partition(":")[0] in _STATE_BODIES


def option(text: str, language: str) -> str:
    """Return a possible answer in words: a State's name, or "yes", "elsewhere", "stateless"."""
    found = OPTIONS[language].get(text)
    if found is not None:
        return found
    return language_of(language).state(text)["s"] if find_country(text) or len(text) == 3 else text.replace("_", " ")


# -- assumptions and facts --------------------------------------------------------------------------------------------


def sentence_of_assumption(key: str, language: str) -> str:
    """Return what is taken to be so although nobody said it."""
    roles, kind, rest = _split(key)
    subject, table = person_of(roles, language), ASSUMPTIONS[language]
    if kind == "no" and rest:
        state = _state(rest[-1]) if len(rest) > 1 else "any"
        clause = clause_about(Not(Predicate("event", (rest[0], state))), subject, language)
        return sentence(filled(table["no_act"], {"clause": clause}))
    template = table.get(".".join([kind, *rest]))
    if template is None:
        return sentence(filled(table["?"], {"what": re.sub(r"[._-]+", " ", key)}))
    return sentence(filled(template, _who(subject), subject.agrees))


def sentence_of_fact(label: str, value: Truth, source: str, language: str, context: Context) -> str:
    """Return what was found for one predicate, and where it was read."""
    prefix, text = _PREFIX.fullmatch(label).groups()  # type: ignore[union-attr]  # the pattern matches everything
    subject = person_of([role for role in prefix.split(".") if role], language)
    term = _parsed(text)
    table = FACTS[language]
    if isinstance(term, Predicate) and term.name == "open" and value not in (TRUE, FALSE):
        words = text_of(context.open_terms.get(str(term.arguments[0]), ()), language)
        return sentence(
            filled(table["open"], {"term": (words or str(term.arguments[0]).replace("-", " ")).rstrip(".")})
        )
    asked = Not(term) if value is FALSE else term
    clause = clause_about(asked, subject, language, context)
    word = {TRUE: "true", FALSE: "true", DISPUTED: "disputed"}.get(value, "unknown")
    said = filled(table[word], {"clause": clause})
    where = source_of(source, language)
    return sentence(f"{said} ({where})" if where else said)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Term:
    """Return the statement that a label of the trace holds; one that is not in the language stands as it is written."""
    for form in (text, _DAY_OF_SINCE.sub(r"\1", text)):
        try:
            return parse(form)
        except Wrong:
            continue
    return Predicate(text)


def source_of(source: str, language: str) -> str:
    """Return where a fact was read: nothing for what follows from other facts."""
    table = SOURCES[language]
    if not source or source == "not told":
        return ""
    if source.startswith("answer:"):
        return table["answer"]
    return filled(table["told"], {"path": _place_in_the_input(source, language)})


def _place_in_the_input(path: str, language: str) -> str:
    """Return a path of the input in words: "residence[0]" is the first entry under "residence"."""
    said: list[str] = []
    for part in path.split("."):
        match = _ENTRY.fullmatch(part)
        word = ENTRIES[language].get(match[1]) if match is not None else None
        if match is None or (word is None and not said):
            return path
        if word is not None:
            said.append(word)
        if entry := match[2]:
            said.append(str(int(entry) + 1) if entry.isdigit() else _role(entry, language).name)
    return ", ".join(said)
