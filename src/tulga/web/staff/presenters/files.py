"""A file as the reader sees it: what is known, from whom, since when, and what was taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tulga.access.actor import Actor
from tulga.access.queries import organisation_names
from tulga.access.roles import May
from tulga.register.queries import PersonFile, RecordInfo, StatementInfo
from tulga.web.staff import labels
from tulga.web.staff.forms.statements import SUBJECTS
from tulga.web.staff.presenters.statements import HEADINGS, SINGLE, Said, said


@dataclass(frozen=True, slots=True)
class About:
    """What a page of one form speaks of."""

    heading: str
    text: str
    details: tuple[str, ...] = ()
