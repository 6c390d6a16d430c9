"""What the fields and files of packs must agree on. An error makes law say what it does not; a doubt may be meant."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from tulga.nationality.core import strata
from tulga.nationality.core.predicates import nearest
from tulga.nationality.core.read import ActRead, Entry, Finding, PackRead
from tulga.nationality.core.rules import VERIFICATION_CODE, Effect, InForce, Procedure, Rule, TimingKind, Verification
from tulga.nationality.core.terms import Moment, Predicate, Term, walk
from tulga.nationality.core.vocabulary import ACTS_OF_AUTHORITIES

TAKES_AWAY = frozenset({Effect.EXCLUDES, Effect.BARS, Effect.KEEPS})
ENDS_BY_DECISION = frozenset({"decree_exit", "decree_loss", "loss_registered", "verdict_deprivation"})
_NO_MODE_OF = {
    Effect.ACQUIRES: "L",
    Effect.ENTITLES: "L",
    Effect.MAY_GRANT: "L",
    Effect.LOSES: "A",
    Effect.GROUND_OF_LOSS: "A",
}
_NOT_CLAIMED = (Procedure.OPERATION_OF_LAW, Procedure.DISCRETIONARY)


def of_packs(reads: list[PackRead], elsewhere: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield everything that is wrong or doubtful within and between packs; `elsewhere`: rules of others."""
    known = set(elsewhere) | {identifier for read in reads for act in read.acts for identifier in act.ids}
    effects = {entry.rule.id: entry.rule.effect for read in reads for entry in read.entries}
    rules = {entry.rule.id: entry.rule for read in reads for entry in read.entries}
    yield from _twice(reads)
    for read in reads:
        yield from _of_pack(read)
        for entry in read.entries:
            yield from _names(entry, known, effects)
            yield from _variant(entry, known, rules)
            yield from _cited(entry, read.known_sources)
            for check in _OF_ONE:
                yield from check(entry)
    yield from strata.cycles(reads)


def error(entry: Entry, steps: tuple[int | str, ...], message: str, suggestion: str = "") -> Finding:
    return Finding(entry.rule.place.file, entry.spot(*steps), f"{entry.rule.id}: {message}", suggestion)


def doubt(entry: Entry, steps: tuple[int | str, ...], message: str) -> Finding:
    return error(entry, steps, message)._replace(doubtful=True)


def _twice(reads: Iterable[PackRead]) -> Iterator[Finding]:
    """Yield identifiers that are used twice, over all packs."""
    rules: dict[str, Entry] = {}
    acts: dict[str, ActRead] = {}
    for read in reads:
        for act in read.acts:
            if act.form is not None and (first := acts.setdefault(act.form.act, act)) is not act:
                yield Finding(
                    act.file,
                    act.document.place(("act",)),
                    f"`{act.form.act}` is the key of another act too ({first.file})",
                )
        for entry in read.entries:
            if (same := rules.setdefault(entry.rule.id, entry)) is not entry:
                place = same.rule.place
                yield error(
                    entry, ("id",), f"another version has this identifier ({place.file}:{same.spot('id').line})"
                )


def _of_pack(read: PackRead) -> Iterator[Finding]:
    for act in read.acts:
        if act.form is not None and not read.folder.startswith("_") and act.form.state != read.folder:
            message = f"this act is of {act.form.state}, but its folder is {read.folder}"
            yield Finding(act.file, act.document.place(("state",)), message, read.folder)
        yield from _inside_act(act)
        yield from _texts(act)
    yield from _overlaps(read)
    named = {name for entry in read.entries for name in entry.rule.exceptions}
    for entry in read.entries:
        if entry.rule.effect is Effect.EXCLUDES and entry.rule.id not in named:
            yield doubt(entry, ("effect",), "takes away nothing: no rule names it in `exceptions`")


def _inside_act(act: ActRead) -> Iterator[Finding]:
    """Yield versions in force outside their act.

    An act restates older law and reaches back, and a text that nobody has read stands beside the law that followed it:
    that is doubtful. A version that was read and was never in force together with its act is cited wrongly.
    """
    for entry in act.entries:
        assert act.form is not None  # noqa: S101 (entries come from a form)
        whole, part = act.form.in_force, entry.rule.in_force
        if _before(part, whole) or _after(part, whole):
            message = f"in force {_written(part)}, outside its act ({_written(whole)})"
            apart = not strata.possibly_overlap(part, whole)
            wrong = apart and entry.rule.verification is not Verification.UNVERIFIED and entry.rule.timing.day is None
            yield (error if wrong else doubt)(entry, ("in_force",), message)


def _before(part: InForce, whole: InForce) -> bool:
    """Say whether a span certainly begins before another."""
    if whole.first is None or whole.first.earliest is None:
        return False
    return part.first is None or (part.first.latest is not None and part.first.latest < whole.first.earliest)


def _after(part: InForce, whole: InForce) -> bool:
    if whole.last is None or whole.last.latest is None:
        return False
    return part.last is None or (part.last.earliest is not None and part.last.earliest > whole.last.latest)


def _written(force: InForce) -> str:
    return f"{force.first or ''}..{force.last or ''}"


def _texts(act: ActRead) -> Iterator[Finding]:
    """Yield texts that lack a translation."""
    for entry in act.entries:
        lacking = {"ru", "kk"} - {language for language, _ in entry.rule.heading}
        if lacking:
            heading = (*entry.loc[:2], "heading")
            message = f"{entry.rule.id}: the heading is not translated into {', '.join(sorted(lacking))}"
            yield Finding(act.file, entry.document.place(heading), message, doubtful=True)


def _overlaps(read: PackRead) -> Iterator[Finding]:
    """Yield versions of one article that say the same and are in force together: one of them should have ended."""
    groups: dict[object, list[Entry]] = defaultdict(list)
    for entry in read.entries:
        rule = entry.rule
        groups[rule.act, rule.article, rule.effect, rule.timing, rule.when, rule.applies_to].append(entry)
    for entries in groups.values():
        for index, entry in enumerate(entries):
            for other in entries[:index]:
                if overlap(entry.rule.in_force, other.rule.in_force):
                    yield doubt(
                        entry,
                        ("in_force",),
                        f"says the same as {other.rule.id} of this article and is in force at the same time",
                    )


def overlap(one: InForce, other: InForce) -> bool:
    """Say whether one day certainly lies in both."""
    first = max(_first(one), _first(other))
    last = min(_last(one), _last(other))
    return first <= last


def _first(force: InForce) -> date:
    return force.first.latest or date.min if force.first is not None else date.min


def _last(force: InForce) -> date:
    return force.last.earliest or date.max if force.last is not None else date.max


def _names(entry: Entry, known: set[str], effects: dict[str, Effect]) -> Iterator[Finding]:
    """Yield rules that are named and do not exist, or cannot do what they are named for."""
    for field, names in (
        ("exceptions", entry.rule.exceptions),
        ("conflicts_with", entry.rule.conflicts_with),
        ("circular", entry.form.circular),
    ):
        for index, name in enumerate(names):
            if name not in known:
                yield error(entry, (field, index), f"{field}: no rule is called `{name}`", nearest(name, known))
            elif name == entry.rule.id:
                yield error(entry, (field, index), f"{field}: a rule cannot name itself")
            elif field == "exceptions" and name in effects and effects[name] not in TAKES_AWAY:
                message = (
                    f"exceptions: {name} `{effects[name].value}`; only excludes, bars or keeps take something away"
                )
                yield error(entry, (field, index), message)


def _variant(entry: Entry, known: Collection[str], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Yield variants of a version that is not there, that is of another State, or that is a variant itself."""
    name, field = entry.rule.variant_of, ("variant_of",)
    if not name:
        return
    other = rules.get(name)
    if name == entry.rule.id:
        yield error(entry, field, "variant_of: a rule cannot name itself")
    elif name not in known:
        yield error(entry, field, f"variant_of: no rule is called `{name}`", nearest(name, known))
    elif other is None:
        return  # it stands in a file that has slips of its own
    elif other.state != entry.rule.state:
        yield error(entry, field, f"variant_of: {name} is a rule of {other.state}")
    elif other.variant_of:
        yield error(entry, field, f"variant_of: {name} is a variant itself", other.variant_of)


def _cited(entry: Entry, keys: frozenset[str] | None) -> Iterator[Finding]:
    for index, key in enumerate(entry.rule.sources):
        if keys is not None and key not in keys:
            yield error(
                entry, ("sources", index), f"sources: `{key}` is not in sources.yaml of this pack", nearest(key, keys)
            )
    if not entry.rule.sources and entry.rule.verification is not Verification.UNVERIFIED:
        code = VERIFICATION_CODE[entry.rule.verification]
        yield error(entry, ("verification",), f"{code} says that a text was seen, but no source is named", "U")


def _mode(entry: Entry) -> Iterator[Finding]:
    wrong = _NO_MODE_OF.get(entry.rule.effect)
    if wrong and all(mode.startswith(wrong) for mode in entry.rule.modes):
        kind = "acquisition" if wrong == "A" else "loss"
        yield error(
            entry,
            ("mode",),
            f"`{'/'.join(entry.rule.modes)}` is a mode of {kind}, but the effect is `{entry.rule.effect.value}`",
        )


def _procedure(entry: Entry) -> Iterator[Finding]:
    rule, field = entry.rule, ("procedure",)
    by_law = rule.procedure is Procedure.OPERATION_OF_LAW
    if entry.form.procedure is None and rule.effect.value in ("acquires", "loses", "entitles"):
        yield error(entry, (), f"`procedure` is missing: `{rule.effect.value}` does not say by itself how it happens")
        return
    match rule.effect:
        case Effect.LOSES:
            yield from _way_of_loss(entry)
        case Effect.GROUND_OF_LOSS if by_law:
            message = "loss by operation of law is not a mere ground of loss; the effect is `loses`"
            yield error(entry, field, message, "decision")
        case Effect.ENTITLES if rule.procedure in _NOT_CLAIMED:
            claim = f"`entitles` is a claim that somebody has to make; with `{rule.procedure.value}`"
            yield error(entry, field, f"{claim} the effect is `{'acquires' if by_law else 'may_grant'}`")
        case Effect.MAY_GRANT if by_law:
            yield error(entry, field, "`may_grant` cannot happen by operation of law", "discretionary")


def _way_of_loss(entry: Entry) -> Iterator[Finding]:
    """Yield losses whose procedure and condition do not fit: a decision needs its act, the law needs none."""
    rule = entry.rule
    acts = [*_events_in(rule.when), *([rule.timing.event] if rule.timing.event else [])]
    by_law = rule.procedure is Procedure.OPERATION_OF_LAW
    if not by_law and not any(act in ACTS_OF_AUTHORITIES for act in acts):
        message = (
            f"loss by `{rule.procedure.value}` needs its act: `timing: on event loss_registered` or `act(…)`; "
            "time alone is a `ground_of_loss`"
        )
        yield error(entry, ("effect",), message, Effect.GROUND_OF_LOSS.value)
    if by_law and rule.timing.event in ENDS_BY_DECISION:
        yield doubt(entry, ("procedure",), f"`{rule.timing.event}` is a decision, but the loss is by operation of law")


def _events_in(term: Term) -> Iterator[str]:
    for inner in walk(term):
        if isinstance(inner, Predicate) and inner.name in ("event", "act"):
            yield str(inner.arguments[0])


def _open_terms(entry: Entry) -> Iterator[Finding]:
    declared = {name for name, _ in entry.rule.open_terms}
    used = set()
    for field, term in _conditions(entry):
        for inner in walk(term):
            if isinstance(inner, Predicate) and inner.name == "open":
                name = str(inner.arguments[0])
                used.add(name)
                if name not in declared:
                    spot = entry.document.place_within((*entry.loc, field), inner.position)
                    message = f"{entry.rule.id}: `open({name})` is not declared in `open_terms` of this version"
                    yield Finding(entry.rule.place.file, spot, message, nearest(name, declared))
    for name in sorted(declared - used):
        yield doubt(entry, ("open_terms", name), f"the open term `{name}` stands in no condition")


def _conditions(entry: Entry) -> list[tuple[str, Term]]:
    found = [("when", entry.rule.when)]
    return found if entry.rule.applies_to is None else [*found, ("applies_to", entry.rule.applies_to)]


def _moments(entry: Entry) -> Iterator[Finding]:
    """Yield rules that are read at one moment and ask about another that lies later."""
    if entry.rule.timing.kind in (TimingKind.APPLICATION, TimingKind.EVENT):
        return
    for _, term in _conditions(entry):
        if any(isinstance(inner, Predicate) and Moment.NOW in inner.arguments for inner in walk(term)):
            yield doubt(entry, ("when",), f"is read {entry.rule.timing.kind.value} but asks about `now`")


def _subsidiary(entry: Entry) -> Iterator[Finding]:
    if entry.form.subsidiary and entry.rule.stratum != 2:
        message = "`subsidiary` waits for what other States say at the same event, but no condition asks them"
        yield error(entry, ("subsidiary",), message)


_OF_ONE: tuple[Callable[[Entry], Iterator[Finding]], ...] = (_mode, _procedure, _open_terms, _moments, _subsidiary)
