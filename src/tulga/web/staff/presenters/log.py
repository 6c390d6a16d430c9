"""The log of views in words: when, who, for whom, for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tulga.access.actor import SYSTEM_ACTOR
from tulga.access.queries import ViewInfo
from tulga.web.staff import labels
from tulga.web.staff.requests import PURPOSES

WHAT: Final[labels.Words] = {
    "file": _("opened the file"),
    "nationality": _("read the finding on nationality"),
    "relative": _("used the facts for the finding on a relative’s nationality"),
    "search": _("found it in a search"),
    "record": _("looked at the record"),
    "candidates": _("was shown it as a candidate"),
    "kin": _("was shown it as somebody around a person"),
    "statistics": _("counted people"),
    "figures": _("computed figures"),
    "console": _("asked for figures in the console"),
    "cases": _("read the cases"),
    "case": _("read a case"),
    "statement": _("looked at a statement"),
    "ledger_verified": _("checked the ledger"),
}


@dataclass(frozen=True, slots=True)
class ViewLine:
    at: str
    who: str
    organisation: str
    what: str
    purpose: str


@dataclass(frozen=True, slots=True)
class LogPage:
    record: str  # empty: not one file, but counts over all of them
    lines: tuple[ViewLine, ...]


def _who(account: UUID, names: Mapping[UUID, str]) -> str:
    return str(_("the program itself")) if account == SYSTEM_ACTOR.account else names.get(account, str(account))


def log_page(
    found: Sequence[ViewInfo], names: Mapping[UUID, str], organisations: Mapping[UUID, str], *, record: UUID | None
) -> LogPage:
    """Return the log as an auditor reads it; a colleague of another organisation is only a number."""
    lines = tuple(
        ViewLine(
            labels.moment(one.at),
            _who(one.account, names),
            organisations.get(one.organisation, "—"),
            labels.word(WHAT, one.what),
            labels.word(PURPOSES, one.purpose),
        )
        for one in found
    )
    return LogPage(str(record) if record else "", lines)
