"""Erasing an account: its address and name go, its opaque id stays the author of what it wrote."""

from uuid import UUID

from django.contrib.auth.hashers import make_password

from tulga.access.models import Account
from tulga.ledger.erasure import on_erase


@on_erase
def forget_account(subject: UUID) -> None:
    """Blank the sign-in of an erased account, if the subject is one."""
    Account.objects.filter(id=subject).update(
        email=f"{subject.hex}@erased.invalid", full_name="", is_active=False, password=make_password(None)
    )
