"""An amendment of a law pack: a small file laid over it. The pack itself never changes.

What the file may hold is in packs/README.md, section "Amendments". What is wrong with it is listed with line, column
and the nearest name, as for packs.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pydantic import Field

from tulga.kernel.dates import PartialDate
from tulga.nationality.core import loading, strata
from tulga.nationality.core.loading import PackError, Problem
from tulga.nationality.core.places import Document, Loc
from tulga.nationality.core.predicates import nearest
from tulga.nationality.core.rules import Act, InForce, Pack, Procedure, Rule, Text
from tulga.nationality.core.rules import Place as Spot
from tulga.nationality.core.schema import ArticleForm, Day, Form, RuleId, State, Texts, VersionForm

SHIPPED = Path(__file__).parents[1] / "amendments"


class ChangeForm(Form):
    """One change: exactly one of `insert`, `replace` (with `by`) and `repeal`."""

    insert: ArticleForm | None = None
    replace: RuleId | None = None
    by: VersionForm | None = None
    repeal: RuleId | None = None
    since: Day = ""  # first day of the change; without it the old version is taken as never having been


class AmendmentForm(Form):
    amendment: RuleId
    state: State
    title: Texts
    asks: Texts
    changes: list[ChangeForm] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A bill as data. `digest` covers the file; `changed` names every version that goes, comes or ends earlier."""

    key: str
    state: str
    title: Text
    asks: Text
    inserted: tuple[Rule, ...]
    ended: tuple[tuple[str, date | None], ...]  # (version, its last day; None: as if it had never been)
    digest: str

    @property
    def changed(self) -> tuple[str, ...]:
        return (*(rule.id for rule in self.inserted), *(name for name, _ in self.ended))


def read(path: Path, packs: Mapping[str, Pack]) -> Amendment:
    """Return the amendment in a file.

    Raises:
        PackError: it cannot be read, or names what these packs do not have; every problem is listed.
    """
    reader = loading._Reader()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError([Problem(path.name, 1, 1, f"the file cannot be read: {error}")]) from None
    document = Document(text)
    for slip in document.slips:
        reader._problem(path.name, slip.place, slip.message, slip.suggestion)
    form = reader._form(AmendmentForm, path.name, document) if document.root is not None else None
    reader.refuse_problems()
    assert form is not None  # noqa: S101  # without a form there was a problem
    problems = list(_misfits(path.name, form, document, packs))
    if problems:
        raise PackError(problems)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _built(path.name, form, document, packs[form.state], digest)


def shipped(packs: Mapping[str, Pack]) -> dict[str, Amendment]:
    """Return the amendments that come with Tulga, by key."""
    found = [read(path, packs) for path in sorted(SHIPPED.glob("*.yaml"))]
    return {amendment.key: amendment for amendment in found}


def amended(packs: Mapping[str, Pack], amendment: Amendment) -> dict[str, Pack]:
    """Return the law as the amendment makes it; what is not changed is the same object as before."""
    pack = packs[amendment.state]
    ended = dict(amendment.ended)
    acts = [
        replace(act, rules=tuple(kept for rule in act.rules if (kept := _kept(rule, ended)) is not None))
        for act in pack.acts
    ]
    if amendment.inserted:
        force = InForce(None, None)
        acts.append(Act(amendment.key, pack.state, amendment.title, "", force, "an amendment", amendment.inserted, ()))
    digest = hashlib.sha256(f"{pack.digest}\0{amendment.digest}".encode()).hexdigest()
    return {**packs, amendment.state: Pack(pack.state, tuple(acts), pack.sources, digest)}


def _kept(rule: Rule, ended: Mapping[str, date | None]) -> Rule | None:
    """Return the version as it stays: whole, with an earlier end, or not at all; what names one that went is cut."""
    if rule.id in ended:
        last = ended[rule.id]
        if last is None:
            return None
        rule = replace(rule, in_force=InForce(rule.in_force.first, PartialDate.of(last)))
    gone = {name for name, last in ended.items() if last is None}
    if gone & {*rule.conflicts_with, *rule.exceptions}:
        return replace(
            rule,
            conflicts_with=tuple(name for name in rule.conflicts_with if name not in gone),
            exceptions=tuple(name for name in rule.exceptions if name not in gone),
        )
    return rule


# -- what does not fit -------------------------------------------------------------------------------------------------


def _misfits(file: str, form: AmendmentForm, document: Document, packs: Mapping[str, Pack]) -> Iterable[Problem]:
    if form.state not in packs:
        yield _problem(file, document, ("state",), f"there is no pack of {form.state}", nearest(form.state, packs))
        return
    known = {rule.id for pack in packs.values() for rule in pack.rules}
    own = {rule.id for rule in packs[form.state].rules}
    new = [version for change in form.changes for version in _versions(change)]
    for number, change in enumerate(form.changes):
        loc: Loc = ("changes", number)
        yield from _misshapen(file, document, loc, change)
        for name in ("replace", "repeal"):
            meant = getattr(change, name)
            if meant is not None and meant not in own:
                message = f"{form.state} has no version `{meant}`"
                yield _problem(file, document, (*loc, name), message, nearest(meant, own))
    yield from _names(file, document, new, known)


def _misshapen(file: str, document: Document, loc: Loc, change: ChangeForm) -> Iterable[Problem]:
    said = [name for name in ("insert", "replace", "repeal") if getattr(change, name) is not None]
    if len(said) != 1:
        yield _problem(file, document, loc, "a change is exactly one of `insert`, `replace` and `repeal`")
    if (change.replace is None) != (change.by is None):
        yield _problem(file, document, loc, "`replace` names a version, and `by` is the version that takes its place")
    if change.insert is not None and change.since:
        yield _problem(
            file, document, (*loc, "since"), "what is inserted says in `in_force` from when; leave `since` out"
        )


def _names(file: str, document: Document, new: list[VersionForm], known: set[str]) -> Iterable[Problem]:
    """Yield identifiers that are used twice, and names of versions that nobody has."""
    fresh: set[str] = set()
    for version in new:
        if version.id in known | fresh:
            message = f"another version is called `{version.id}`; a replacement needs a name of its own"
            yield _problem(file, document, _where(document, version.id), message, f"{version.id}-A")
        fresh.add(version.id)
    for version in new:
        for name in (*version.conflicts_with, *version.exceptions):
            if name not in known | fresh:
                message = f"{version.id} names `{name}`, which no pack has"
                yield _problem(file, document, _where(document, version.id), message, nearest(name, known | fresh))


def _where(document: Document, name: str) -> Loc:
    """Return where a new version stands in the file."""
    changes = document.data.get("changes", []) if isinstance(document.data, dict) else []
    for number, change in enumerate(changes if isinstance(changes, list) else []):
        if not isinstance(change, dict):
            continue
        by, insert = change.get("by"), change.get("insert")
        if isinstance(by, dict) and by.get("id") == name:
            return ("changes", number, "by", "id")
        versions = insert.get("versions", []) if isinstance(insert, dict) else []
        for place, version in enumerate(versions if isinstance(versions, list) else []):
            if isinstance(version, dict) and version.get("id") == name:
                return ("changes", number, "insert", "versions", place, "id")
    return ()


def _problem(file: str, document: Document, loc: Loc, message: str, suggestion: str = "") -> Problem:
    place = document.place(loc)
    return Problem(file, place.line, place.column, message, suggestion)


# -- building ----------------------------------------------------------------------------------------------------------


def _versions(change: ChangeForm) -> list[VersionForm]:
    return [*(change.insert.versions if change.insert else ()), *((change.by,) if change.by else ())]


def _built(file: str, form: AmendmentForm, document: Document, pack: Pack, digest: str) -> Amendment:
    by_id = {rule.id: rule for rule in pack.rules}
    inserted: list[Rule] = []
    ended: list[tuple[str, date | None]] = []
    for change in form.changes:
        old = change.replace or change.repeal
        if old is not None:
            last = date.fromisoformat(change.since) - timedelta(days=1) if change.since else None
            ended.append((old, last))
        if change.insert is not None:
            article, heading = change.insert.article, change.insert.heading.pairs()
        else:
            article, heading = (by_id[old].article, by_id[old].heading) if old else ("", ())
        for version in _versions(change):
            place = document.place(_where(document, version.id))
            inserted.append(_rule(form, article, heading, version, Spot(file, place.line, place.column)))
    title, asks = form.title.pairs(), form.asks.pairs()
    return Amendment(form.amendment, form.state, title, asks, tuple(inserted), tuple(ended), digest)


def _rule(form: AmendmentForm, article: str, heading: Text, version: VersionForm, place: Spot) -> Rule:
    text, when = version.when
    applies_text, applies_to = version.applies_to or ("", None)
    return Rule(
        version.id, form.state, form.amendment, article, heading, version.in_force, version.mode, version.effect,
        version.timing, version.procedure or Procedure.OPERATION_OF_LAW,
        version.effective or loading._effective(version), when, text, applies_to, applies_text, version.verification,
        tuple(version.sources), tuple(version.conflicts_with), tuple(version.exceptions),
        tuple((term, texts.pairs()) for term, texts in version.open_terms.items()),
        version.note.pairs() if version.note is not None else (), place,
        strata.stratum_of(form.state, version), tuple(version.circular),
    )  # fmt: skip
