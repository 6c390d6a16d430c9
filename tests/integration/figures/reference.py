"""The obvious, slow counter: plain loops and sets over the ledger's entries, written from docs/algorithms/figures.md.

It shares no code with `tulga.figures`; where the two disagree, one of them is wrong.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tulga.ledger import reading

LEAVES = ("refugee", "asylum_seeker", "stateless.government", "stateless.undetermined")


@dataclass
class Human:
    """Everything that stands about one human being."""

    records: set[UUID] = field(default_factory=set)
    entries: list[Any] = field(default_factory=list)


@dataclass
class Answer:
    figures: dict[str, int]
    breakdowns: dict[tuple[str, str, str], int]
    steps: dict[str, int]
    stocks: dict[tuple[str, date], int]


def reference(country: str, as_of: date, known_at: datetime | None, stock_days: tuple[date, ...] = ()) -> Answer:
    """Count everything again, one human being after the other."""
    everyone = [human for human in _humans(known_at) if _reached(human, as_of)]
    for human in everyone:
        human.records = {e.payload_record for e in human.entries if _counts_as_read(human, e.payload_record, as_of)}
        human.entries = [e for e in human.entries if e.payload_record in human.records]
    figures: Counter[str] = Counter()
    breakdowns: Counter[tuple[str, str, str]] = Counter()
    steps: Counter[str] = Counter()
    stocks: Counter[tuple[str, date]] = Counter()
    for human in everyone:
        steps["records"] += len(human.records)
        steps["persons"] += 1
        steps["present"] += is_present(human, as_of)
        steps["of_concern"] += is_present(human, as_of) and not _is_national(human, country, as_of)
        for figure in _figures_of(human, country, as_of):
            figures[figure] += 1
            if figure.startswith("people.") and figure != "people.overlap":
                for name, value in _dimensions(human, as_of):
                    breakdowns[figure, name, value] += 1
        for day in stock_days:
            for one in _all_categories(human, country, day)[:1]:
                stocks[one, day] += 1
    return Answer(dict(figures), dict(breakdowns), dict(steps), dict(stocks))


# -- what stands, and about whom --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    position: int
    kind: str
    said: Any
    payload_record: UUID
    day: date


def _humans(known_at: datetime | None) -> list[Human]:
    recorded = [one for batch in reading.entries() for one in batch if known_at is None or one.recorded_at <= known_at]
    gone = set()
    for one in recorded:
        if one.kind in {"StatementWithdrawn", "CaseEntryWithdrawn"}:
            gone.add(one.payload.entry)
        if one.kind == "JudgementWithdrawn":
            gone.add(one.payload.judgement)
    standing = [one for one in recorded if one.id not in gone]
    never_opened = {one.stream_id for one in recorded if one.kind == "RecordOpened" and one.id in gone}
    withdrawn_cases = {
        (one.stream_id, one.payload.record) for one in recorded if one.kind == "CaseOpened" and one.id in gone
    } - {(one.stream_id, one.payload.record) for one in standing if one.kind == "CaseOpened"}
    entries = []
    for one in standing:
        if one.stream == "case" and (one.stream_id, one.payload.record) in withdrawn_cases:
            continue
        if one.stream == "record":
            record = one.stream_id
        elif one.stream == "case":
            record = one.payload.record
        else:
            continue
        if "Withdrawn" not in one.kind and record not in never_opened:
            day = one.effective_latest or one.recorded_at.astimezone(UTC).date()
            entries.append(Entry(one.position, one.kind, one.payload, record, day))
    opened = {entry.payload_record for entry in entries if entry.kind == "RecordOpened"}
    same = [
        (one.payload.first, one.payload.second)
        for one in standing
        if one.kind == "JudgementRecorded" and one.payload.verdict.value == "same"
    ]
    return _group(entries, _joined(same, opened))


def _joined(same: list[tuple[UUID, UUID]], opened: set[UUID]) -> list[set[UUID]]:
    group_of: dict[UUID, set[UUID]] = {}
    for first, second in same:
        together = group_of.get(first, {first}) | group_of.get(second, {second})
        for record in together:
            group_of[record] = together
    return [group & opened for group in {id(group): group for group in group_of.values()}.values()]


def _group(entries: list[Entry], joined: list[set[UUID]]) -> list[Human]:
    group_of = {record: index for index, group in enumerate(joined) for record in group}
    humans: dict[Any, Human] = {}
    for entry in entries:
        name: Any = group_of.get(entry.payload_record, entry.payload_record)
        humans.setdefault(name, Human()).entries.append(entry)
    return list(humans.values())


def _is_dated(entry: Entry) -> bool:
    kinds = {"RecordOpened", "NationalityStated", "PresenceEnded", "CaseOpened", "DecisionTaken", "PaperIssued"}
    return entry.kind in kinds or (entry.kind == "ResidenceStated" and bool(entry.said.area))


def _counts_as_read(human: Human, record: UUID, as_of: date) -> bool:
    return any(e.payload_record == record and _is_dated(e) and e.day <= as_of for e in human.entries)


def _reached(human: Human, as_of: date) -> bool:
    return any(_is_dated(entry) and entry.day <= as_of for entry in human.entries)


# -- what a human being is on a day -----------------------------------------------------------------------------------


def is_present(human: Human, day: date) -> bool:
    return not [e for e in human.entries if e.kind == "PresenceEnded" and e.day <= day]


def nationality(human: Human, day: date) -> tuple[str, str, bool]:
    """Return the last word, whose it is, and whether there were two."""
    for whose, bases in (
        ("authority", ("authority_decision", "authority_answer", "authority_register", "decision")),
        ("unhcr", ("unhcr_registration",)),
        ("other", ("document", "engine_finding", "own_statement")),
    ):
        word, tie = last_word(human, bases, day)
        if word:
            return word, whose, tie
    return "", "", False


def last_word(human: Human, bases: tuple[str, ...], day: date) -> tuple[str, bool]:
    said: list[tuple[date, str, str]] = []  # when, how, what
    for entry in sorted(human.entries, key=lambda one: (one.day, one.position)):
        word = _word(entry)
        if word is None or word[0] not in bases or entry.day > day:
            continue
        how, what, ends = word
        said = [old for old in said if old[1:] != (how, what)]
        if not ends:
            said.append((entry.day, how, what))
    if not said:
        return "", False
    last = max(when for when, _, _ in said)
    words = {what.split("|")[0] for when, _, what in said if when == last}
    return ("undetermined", True) if len(words) > 1 else (words.pop(), False)


def _word(entry: Entry) -> tuple[str, str, bool] | None:
    said = entry.said
    if entry.kind == "NationalityStated":
        what = said.status.value + (f":{said.country}" if said.country else "")
        return said.basis.value, what, said.ends
    if entry.kind == "DecisionTaken":
        if said.procedure.value == "statelessness_determination" and said.outcome == "recognised":
            return "decision", "stateless", False
        if said.procedure.value == "citizenship" and said.outcome in ("confirmed", "granted"):
            return "decision", f"national:{said.country}|{said.outcome}", False
    return None


def _is_national(human: Human, country: str, day: date) -> bool:
    word, whose, tie = nationality(human, day)
    return word == f"national:{country}" and whose == "authority" and not tie


def _protection(human: Human, day: date) -> str:
    last = ""
    for entry in sorted(human.entries, key=lambda one: (one.day, one.position)):
        if entry.day > day:
            continue
        if entry.kind == "CaseOpened" and entry.said.procedure.value == "asylum":
            last = "asylum_seeker"
        if entry.kind == "DecisionTaken" and entry.said.procedure.value == "asylum":
            last = "refugee" if entry.said.outcome == "recognised" else ""
    return last


def _all_categories(human: Human, country: str, day: date) -> list[str]:
    if not is_present(human, day) or _is_national(human, country, day):
        return []
    found = [_protection(human, day)] if _protection(human, day) else []
    word, whose, tie = nationality(human, day)
    registered = last_word(human, ("unhcr_registration",), day)[0] == "undetermined"
    if word == "stateless" and whose == "authority":
        found.append("stateless.government")
    if word == "undetermined" and (whose == "unhcr" or (whose == "authority" and (tie or registered))):
        found.append("stateless.undetermined")
    return found


def _figures_of(human: Human, country: str, as_of: date) -> list[str]:
    found = []
    categories = _all_categories(human, country, as_of)
    if categories:
        found += ["people.total", {
            "refugee": "people.refugees", "asylum_seeker": "people.asylum_seekers",
            "stateless.government": "people.stateless.government",
            "stateless.undetermined": "people.stateless.undetermined",
        }[categories[0]]]  # fmt: skip
        if categories[0].startswith("stateless"):
            found.append("people.stateless")
    if len(categories) > 1:
        found.append("people.overlap")
    decided = [e for e in human.entries if e.kind == "DecisionTaken" and e.day <= as_of]
    met = [
        e for e in human.entries if e.kind == "RecordOpened" and e.day <= as_of and e.said.campaign == "campaign-2020"
    ]
    citizens = [e for e in decided if e.said.outcome == "confirmed" and e.said.country == country]
    recognised = [
        e for e in decided if e.said.procedure.value == "statelessness_determination" and e.said.outcome == "recognised"
    ]
    if met and as_of >= date(2020, 1, 1):  # the figures of the campaign begin with it
        found.append("campaign.identified")
        found += ["campaign.citizens"] if citizens else ["campaign.stateless"] if recognised else ["campaign.pending"]
    for e in decided:
        granted = e.said.outcome == "granted" and e.said.procedure.value == "citizenship" and e.said.country == country
        if granted and e.day >= date(2014, 1, 1) and _was_stateless(human, e.day):
            found.append("citizenship.granted_stateless")
            break
    return found


def _was_stateless(human: Human, day: date) -> bool:
    for entry in human.entries:
        word = _word(entry)
        held = word and not word[2] and word[1] in ("stateless", "undetermined") and entry.day <= day
        if held and word and word[0] not in ("document", "engine_finding", "own_statement"):
            return True
    return False


def _dimensions(human: Human, as_of: date) -> list[tuple[str, str]]:
    opened = [e for e in human.entries if e.kind == "RecordOpened"]
    origin = [e.said.origin for e in sorted(opened, key=lambda one: one.position) if e.said.origin]
    sexes = [e.said.sex.value for e in sorted(human.entries, key=lambda one: one.position) if e.kind == "SexStated"]
    births = [e.said.date for e in sorted(human.entries, key=lambda one: one.position) if e.kind == "BirthStated"]
    return [
        ("origin", origin[-1] if origin else "unknown"), ("area", area_of(human, as_of)),
        ("sex", sexes[-1] if sexes else "unknown"), ("age", _age(births[-1] if births else None, as_of)),
    ]  # fmt: skip


def area_of(human: Human, day: date) -> str:
    lived = [
        (e.day, e.position, e.said.area)
        for e in human.entries
        if e.kind == "ResidenceStated" and e.said.area and e.day <= day
    ]
    if lived:
        return max(lived)[2]
    told = sorted((e.day, e.position, e.said.area) for e in human.entries if e.kind == "RecordOpened" and e.said.area)
    before = [one for one in told if one[0] <= day]
    if before:
        return before[-1][2]
    return told[0][2] if told else "unknown"


def _age(born: Any, day: date) -> str:
    if born is None:
        return "unknown"
    low, high = born.age_on(day)
    for group, first, last in (("0-4", 0, 4), ("5-11", 5, 11), ("12-17", 12, 17), ("18-59", 18, 59), ("60+", 60, 300)):
        if low is not None and high is not None and first <= low and high <= last:
            return group
    return "unknown"
