"""Two records beside each other, for whoever judges: what differs, what speaks for and against, who is around them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tulga.matching.core.joining import Doubt, Question
from tulga.matching.queries import Proposal
from tulga.matching.wording import Sentence, sentences
from tulga.register.identity.queries import Standing
from tulga.register.kin.queries import HOUSEMATE, PARENT, Relative
from tulga.register.queries import PersonFile
from tulga.web.staff import labels
from tulga.web.staff.presenters.files import name_of, source_of
from tulga.web.staff.presenters.statements import HEADINGS, said

ALIKE: Final = 0.5  # from this share of equal letters on, single letters are marked
DOUBTS: Final[dict[Doubt, Promise]] = {
    Doubt.JUDGED_DIFFERENT: gettext_lazy("Somebody judged two records across these persons to be different people."),
    Doubt.WEAK_BRIDGE: gettext_lazy("Only this pair joins the two persons: no other two of their records are alike."),
    Doubt.DIFFERENT_SEX: gettext_lazy("The records tell different sexes."),
    Doubt.BIRTHS_FAR_APART: gettext_lazy("The years of birth are more than ten years apart."),
    Doubt.ONE_HOUSEHOLD: gettext_lazy("One source lists both in one household; it would have listed one person twice."),
}
KIN: Final[labels.Words] = {
    **labels.RELATIONS, HOUSEMATE: gettext_lazy("lives in the same household"), PARENT: gettext_lazy("parent"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `differs` where the other record has something else there."""

    text: str
    differs: bool


Line = tuple[Piece, ...]
Cut = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class SideRow:
    """One subject of two records side by side. `verdict`: alike, differs, or empty where one side tells nothing."""

    label: str
    first: tuple[Line, ...]
    second: tuple[Line, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair on the work list: no name, for a list of names would open files that nobody asked for."""

    first: str
    second: str
    url: str


@dataclass(frozen=True, slots=True)
class Undo:
    text: str
    url: str


def side_by_side(
    first: PersonFile, second: PersonFile, kin: tuple[Sequence[Relative], Sequence[Relative]] = ((), ())
) -> tuple[SideRow, ...]:
    """Return what stands in two records, subject by subject, with what differs marked; then who is around them."""
    left, right = (_marked([source_of(one.record)], (), None) for one in (first, second))
    rows = [SideRow(_("Source"), left, right, verdict="")]
    for subject, label in HEADINGS.items():
        one, other = _standing(first, subject), _standing(second, subject)
        if one or other:
            rows.append(_row(str(label), one, other, apart=letters if subject == "name" else words))
    around = tuple(tuple(_kin(one) for one in side) for side in kin)
    if any(around):
        rows.append(_row(_("People around"), around[0], around[1]))
    return tuple(rows)


def _kin(one: Relative) -> str:
    born = ", ".join(labels.partial_date(birth) for birth in one.record.births[:1])
    name = f"{labels.isolated(name_of(one.record))}, {born}" if born else name_of(one.record)
    return f"{labels.word(KIN, one.relation)}: {name}"


def _standing(file: PersonFile, subject: str) -> tuple[str, ...]:
    own = [one for one in file.statements if one.record == file.record.id and one.withdrawn is None]
    told = [said(one.payload) for one in own]
    return tuple(dict.fromkeys(one.text for one in told if one is not None and one.subject == subject))


def _row(label: str, left: Sequence[str], right: Sequence[str], *, apart: Cut | None = None) -> SideRow:
    """Return a row; `apart` says how its lines are cut to mark what differs; none: to differ says nothing."""
    verdict = ""
    if left and right:
        verdict = "alike" if set(left) & set(right) else "differs" if apart else ""
    cut = apart if verdict == "differs" else None
    return SideRow(label, _marked(left, right, cut), _marked(right, left, cut), verdict)


def _marked(lines: Sequence[str], others: Sequence[str], cut: Cut | None) -> tuple[Line, ...]:
    """Mark in each line what the most similar line of the other side does not hold."""
    if cut is None:
        return tuple((Piece(line, differs=False),) for line in lines)
    return tuple(pieces(line, max(others, key=lambda other: _likeness(line, other)), cut) for line in lines)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def letters(line: str) -> list[str]:
    return list(line)


def words(line: str) -> list[str]:
    """Return words and what stands between them."""
    return re.findall(r"\w+|\W+", line)


def pieces(line: str, other: str, cut: Cut) -> Line:
    """Mark in a line what another one does not hold; a line that is not alike at all is marked as a whole."""
    own, theirs = cut(line), cut(other)
    matcher = SequenceMatcher(None, own, theirs, autojunk=False)
    if cut is letters and matcher.ratio() < ALIKE:
        return (Piece(line, differs=True),)
    return tuple(
        Piece("".join(own[start:end]), differs=tag != "equal")
        for tag, start, end, _, _ in matcher.get_opcodes() if start < end
    )  # fmt: skip


def reasons(proposal: Proposal | None) -> tuple[Sentence, ...]:
    return () if proposal is None else sentences(proposal.reasons, get_language() or "en")


def doubts(questions: Iterable[Question]) -> tuple[str, ...]:
    return tuple(str(DOUBTS[one.doubt]) for one in questions)


def pair_lines(pairs: Iterable[tuple[UUID, UUID]]) -> tuple[PairLine, ...]:
    return tuple(PairLine(labels.short(a), labels.short(b), pair_address(a, b)) for a, b in pairs)


def pair_address(first: UUID, second: UUID) -> str:
    return f"{reverse('staff:judge', args=[first])}?other={second}&list=1"


def progress(waiting: int, judged: Mapping[str, int]) -> str:
    """Return how far the work is, in one sentence."""
    done = sum(judged.values())
    left = ngettext("%(number)s pair waits for a judgement.", "%(number)s pairs wait for a judgement.", waiting)
    told = left % {"number": labels.number(waiting)}
    if not done:
        return told
    parts = ", ".join(f"{labels.word(labels.VERDICTS, one)}: {labels.number(count)}" for one, count in judged.items())
    return f"{told} " + _("Judged so far: %(done)s (%(parts)s).") % {"done": labels.number(done), "parts": parts}


def undo_lines(judged: Iterable[Standing]) -> tuple[Undo, ...]:
    return tuple(
        Undo(
            f"{labels.short(one.first)} · {labels.short(one.second)}: {labels.word(labels.VERDICTS, one.verdict)}",
            reverse("staff:judgement-withdraw", args=[one.first, one.id]),
        )
        for one in judged
    )


def odd_lines(odd: Iterable[tuple[Standing, Sequence[Doubt]]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return judgements that contradict what the records tell: which, where it is taken back, and what contradicts."""
    return tuple(
        (line.text, line.url, tuple(str(DOUBTS[doubt]) for doubt in found))
        for (one, found) in odd for line in undo_lines([one])
    )  # fmt: skip
