"""What the ledger refuses, by name."""


class LedgerError(Exception):
    """The ledger refused; nothing was written."""


class InvalidPayload(LedgerError):
    """A payload does not have the shape of its kind; the field is named."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class UnknownKind(LedgerError):
    """No context declared this kind of entry."""


class ClockBehind(LedgerError):
    """The server's clock is behind the last entry: recorded times never go back."""


class DuplicateEntry(LedgerError):
    """An entry with this id is in the ledger already."""


class SubjectErased(LedgerError):
    """The key of this subject was destroyed: nothing more can be written about it under the old id."""


class MissingKey(LedgerError):
    """A key that the ledger needs is not in the key store."""
