"""`tulga operation`: open an empty operation with its first administrator; bring the databases to this version."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tulga.access import actions
from tulga.cli import database
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, tell
from tulga.cli.words import _

EMAIL, PASSWORD = "TULGA_ADMIN_EMAIL", "TULGA_ADMIN_PASSWORD"  # noqa: S105 - the names of variables
TRIES = 3


def open_operation(arguments: argparse.Namespace) -> int:
    """Make an empty operation and its first administrator; say so and do nothing when there is one already."""
    if database.is_there() and not database.pending() and get_user_model().objects.exists():
        tell(_("this operation is open already"))
        return 0
    email, password = first_administrator()
    database.migrate()
    actions.open_operation(email=email, password=password, at=datetime.now(UTC))
    answer(_("The operation is open. Sign in as {email}.").format(email=email))
    return 0


def first_administrator() -> tuple[str, str]:
    """Return the e-mail address and password of the first administrator: from the environment, else asked for.

    Raises:
        BadInput: one of them is missing and there is nobody to ask, or it cannot be used.
    """
    email, password = os.environ.get(EMAIL), os.environ.get(PASSWORD)
    if not (email and password):
        if not sys.stdin.isatty():
            missing = EMAIL if not email else PASSWORD
            raise BadInput(missing, _("is not set, and there is no terminal to ask for the first administrator"))
        email = email or _ask(_("E-mail address of the first administrator: "), input, "e-mail", check_email)
        password = password or _ask_password(email)
    check_email(EMAIL, email)
    check_password(PASSWORD, password, email)
    return email, password


def _ask(question: str, read: Callable[[str], str], field: str, check: Callable[[str, str], None]) -> str:
    """Ask until the answer can be used, three times at most."""
    for left in range(TRIES - 1, -1, -1):
        told = read(question).strip()
        try:
            check(field, told)
        except BadInput as wrong:
            if not left:
                raise
            tell(str(wrong))
        else:
            return told
    raise AssertionError("a question was asked no times")


def _ask_password(email: str) -> str:
    def read(question: str) -> str:
        first = getpass.getpass(question)
        return first if getpass.getpass(_("The same once more: ")) == first else ""

    return _ask(
        _("Password (12 characters or more): "),
        read,
        "password",
        lambda field, told: check_password(field, told, email),
    )


def check_email(field: str, text: str) -> None:
    try:
        validate_email(text)
    except ValidationError as wrong:
        raise BadInput(field, " ".join(wrong.messages)) from None


def check_password(field: str, text: str, email: str) -> None:
    if not text:
        raise BadInput(field, _("the two were not the same"))
    try:
        validate_password(text, get_user_model()(email=email))
    except ValidationError as wrong:
        raise BadInput(field, " ".join(wrong.messages)) from None


def migrate(arguments: argparse.Namespace) -> int:
    """Bring both databases to this version."""
    answer(_("both databases are of this version now") if database.migrate() else _("nothing to do"))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"open": open_operation, "migrate": migrate}
