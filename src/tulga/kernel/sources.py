"""Where something was read: every conclusion, figure and rule names its source."""

from dataclasses import dataclass
from enum import Enum


class SourceKind(Enum):
    LAW = "law"
    STATISTICS = "statistics"
    DOCUMENT = "document"
    REGISTER = "register"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class Source:
    """A document, data set or register. `date` is the date of this version, as text (EDTF)."""

    id: str
    title: str
    publisher: str
    date: str
    kind: SourceKind
    url: str = ""
    licence: str = ""
