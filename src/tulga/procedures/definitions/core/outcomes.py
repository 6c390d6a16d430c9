"""The procedures there are, and how each may end. Definitions say how one gets there; entries hold what was decided."""

from enum import StrEnum


class Procedure(StrEnum):
    STATELESSNESS_DETERMINATION = "statelessness_determination"
    ASYLUM = "asylum"
    CITIZENSHIP = "citizenship"
    BIRTH_REGISTRATION = "birth_registration"
    RESIDENCE = "residence"


OUTCOMES: dict[Procedure, frozenset[str]] = {
    Procedure.STATELESSNESS_DETERMINATION: frozenset({"recognised", "refused", "withdrawn"}),
    Procedure.ASYLUM: frozenset({"recognised", "rejected", "closed", "ceased"}),
    Procedure.CITIZENSHIP: frozenset({"confirmed", "granted", "refused", "ended"}),
    Procedure.BIRTH_REGISTRATION: frozenset({"registered", "refused"}),
    Procedure.RESIDENCE: frozenset({"granted", "refused", "ended"}),
}

# Against the person: each raises a protection alert.
AGAINST: frozenset[str] = frozenset({"refused", "rejected", "ceased", "ended"})
