"""Which version of a procedure, and which authority, on a day: one, or two where nobody can say, or none."""

from datetime import date

from tulga.procedures.definitions.core.model import Authority, Definition, Version


def in_force(definition: Definition, day: date) -> tuple[Version, ...]:
    """Return the versions that may have been in force on a day, the older first.

    Two where the day lies between the earliest day on which the later one can have begun and the day by which it
    certainly had.
    """
    found: list[Version] = []
    for version in definition.versions:
        if began(version) is not None and day < (began(version) or date.min):
            continue
        if version.valid.end is not None and day >= version.valid.end:
            continue
        if not _doubtful(version, day):
            found.clear()
        found.append(version)
    return tuple(found)


def began(version: Version) -> date | None:
    """Return the earliest day on which a version can have begun; None when nothing is said about it."""
    return version.valid.start or version.not_before


def _doubtful(version: Version, day: date) -> bool:
    """Say whether nobody can tell that this version had begun by a day on which it may have."""
    if version.valid.start is not None or version.not_before is None:
        return False
    return version.sure_from is None or day < version.sure_from


def find_version(definition: Definition, id: str) -> Version | None:  # noqa: A002 - the word of the contract
    return next((version for version in definition.versions if version.id == id), None)


def competent(definition: Definition, day: date, task: str = "decides") -> tuple[Authority, ...]:
    """Return who may have been competent for a task on a day; two where the day of the change is not known."""
    return tuple(
        one
        for one in definition.authorities
        if one.task == task
        and (one.valid.contains(day) or (one.not_before is not None and one.not_before <= day and _begins(one, day)))
    )


def _begins(authority: Authority, day: date) -> bool:
    return authority.valid.start is not None and day < authority.valid.start
