"""The ledger's state in words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from tulga.ledger.seals import SealInfo
from tulga.ledger.verify import Report
from tulga.web.staff import labels

PROBLEMS: Final[labels.Words] = {
    "entry.altered": _("An entry was altered"),
    "entry.missing": _("An entry is gone"),
    "entry.moved": _("An entry was moved to another place"),
    "entry.inserted": _("An entry stands where another was sealed"),
    "entry.clock": _("The recorded times of entries go backwards"),
    "chain.broken": _("A chain of entries is broken"),
    "seal.missing": _("A seal is missing"),
    "seal.forged": _("A seal is not signed by this operation’s key"),
    "seal.unreadable": _("A seal cannot be read"),
    "seal.chain": _("A seal does not follow the one before"),
    "seal.differs": _("A seal in the database is not the exported one"),
    "seal.leaves": _("The list of hashes beside a seal is missing or altered"),
    "seal.root": _("Entries do not give the sealed root"),
    "key.missing": _("The key of a person who was not erased is gone"),
    "erasure.unfinished": _("An erasure was not finished"),
    "erasure.traces": _("Files of the database may still hold what was erased"),
}


@dataclass(frozen=True, slots=True)
class SealLine:
    number: str
    entries: str
    sealed_at: str
    root: str
    digest: str


@dataclass(frozen=True, slots=True)
class StatePage:
    seal: SealLine | None
    unsealed: int
    unsealed_text: str
    entries: str
    head: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    what: str
    detail: str
    position: str
    seal: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    sound: bool
    entries: str
    seals: str
    problems: tuple[ProblemLine, ...]
    unsealed: int
    unsealed_text: str


def state_page(seal: SealInfo | None, unsealed: int, head: tuple[int, str]) -> StatePage:
    """Return what is sealed and what is not."""
    line = seal and SealLine(
        labels.number(seal.number),
        f"{labels.number(seal.first_position)}–{labels.number(seal.last_position)}",
        labels.moment(seal.sealed_at),
        seal.root,
        seal.digest,
    )
    return StatePage(line or None, unsealed, labels.entries(unsealed), labels.number(head[0]), head[1])


def check_result(report: Report) -> CheckResult:
    """Return what a check found; what it cannot find is stated beside it."""
    problems = tuple(
        ProblemLine(
            labels.word(PROBLEMS, one.code),
            one.message,
            "" if one.position is None else labels.number(one.position),
            "" if one.seal is None else labels.number(one.seal),
        )
        for one in report.problems
    )
    return CheckResult(
        report.sound, labels.entries(report.entries), labels.number(report.seals), problems, report.unsealed_count,
        labels.entries(report.unsealed_count),
    )  # fmt: skip
