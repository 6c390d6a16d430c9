"""Who may do what: roles, what each of them may, and which two nobody holds at once."""

from typing import Final


class Roles:
    """The roles of a deployment. A person may hold several, each in one organisation and for some areas."""

    ADMINISTRATOR: Final = "administrator"
    CASEWORKER: Final = "caseworker"
    FIELD_WORKER: Final = "field_worker"
    INTERVIEWER: Final = "interviewer"
    DECIDER: Final = "decider"
    APPEAL: Final = "appeal"
    LAWYER: Final = "lawyer"
    STATISTICIAN: Final = "statistician"
    PUBLISHER: Final = "publisher"
    AUTHORITY: Final = "authority"
    AUDITOR: Final = "auditor"
    IMPORTER: Final = "importer"


class May:
    """What a role allows."""

    ADMINISTER: Final = "administer"  # organisations, accounts, roles
    READ_FILES: Final = "read_files"
    WRITE_RECORDS: Final = "write_records"
    IMPORT: Final = "import"  # the batch path: lists, and the demonstration
    JUDGE: Final = "judge"  # are two records one person?
    ERASE: Final = "erase"
    CLOSE_TASKS: Final = "close_tasks"
    HANDLE_CASES: Final = "handle_cases"
    DECIDE: Final = "decide"
    ADOPT_FINDINGS: Final = "adopt_findings"  # make a finding of the law engine one's own, with reasons
    PROPOSE_CORRECTIONS: Final = "propose_corrections"  # to a rule of law as it is encoded here
    COMPUTE_FIGURES: Final = "compute_figures"
    RELEASE_FIGURES: Final = "release_figures"
    READ_LOGS: Final = "read_logs"  # who looked at which file


ALLOWED: Final[dict[str, frozenset[str]]] = {
    # An administrator manages accounts and reads no files; whoever needs both is granted both, visibly.
    Roles.ADMINISTRATOR: frozenset({May.ADMINISTER}),
    Roles.CASEWORKER: frozenset(
        {May.READ_FILES, May.WRITE_RECORDS, May.JUDGE, May.ERASE, May.CLOSE_TASKS, May.HANDLE_CASES, May.IMPORT}
    ),
    Roles.FIELD_WORKER: frozenset({May.READ_FILES, May.WRITE_RECORDS}),
    Roles.INTERVIEWER: frozenset({May.READ_FILES, May.WRITE_RECORDS, May.HANDLE_CASES}),
    Roles.DECIDER: frozenset({May.READ_FILES, May.HANDLE_CASES, May.DECIDE, May.PROPOSE_CORRECTIONS}),
    Roles.APPEAL: frozenset({May.READ_FILES, May.HANDLE_CASES, May.DECIDE, May.PROPOSE_CORRECTIONS}),
    Roles.LAWYER: frozenset({May.READ_FILES, May.WRITE_RECORDS, May.ADOPT_FINDINGS, May.PROPOSE_CORRECTIONS}),
    Roles.STATISTICIAN: frozenset({May.COMPUTE_FIGURES}),
    Roles.PUBLISHER: frozenset({May.COMPUTE_FIGURES, May.RELEASE_FIGURES}),
    Roles.AUTHORITY: frozenset({May.READ_FILES, May.WRITE_RECORDS, May.HANDLE_CASES, May.DECIDE}),
    Roles.AUDITOR: frozenset({May.READ_LOGS}),
    Roles.IMPORTER: frozenset({May.IMPORT}),
}

ALL_ROLES: Final[frozenset[str]] = frozenset(ALLOWED)

# Whoever heard the person does not decide, and whoever decided does not hear the appeal.
# An auditor does not watch himself.
INCOMPATIBLE: Final[tuple[frozenset[str], ...]] = (
    frozenset({Roles.INTERVIEWER, Roles.DECIDER}),
    frozenset({Roles.INTERVIEWER, Roles.APPEAL}),
    frozenset({Roles.DECIDER, Roles.APPEAL}),
    frozenset({Roles.AUDITOR, Roles.ADMINISTRATOR}),
)

# Roles that meet persons: the areas of an actor are those of these grants.
MEETS_PERSONS: Final[frozenset[str]] = frozenset(
    role for role, allowed in ALLOWED.items() if May.READ_FILES in allowed or May.WRITE_RECORDS in allowed
)
