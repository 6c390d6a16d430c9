"""Forms of an administrator: organisations, accounts, roles."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tulga.kernel import areas
from tulga.web.staff import labels

NOTHING = ("", "—")
_DAY_INVALID = _("This is not a day; write it as 2021-12-31.")


def _day(**attributes: Any) -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attributes})


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=300,
        error_messages={"required": _("Give the organisation a name.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=labels.choices(labels.ORGANISATION_KINDS),
        help_text=_("An authority of the State never learns from here that anybody asked for asylum."),
    )


class AccountForm(forms.Form):
    """An account with a first password, which its holder changes."""

    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Write the e-mail address."), "invalid": _("This is not an e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    full_name = forms.CharField(label=_("Full name"), max_length=200, error_messages={"required": _("Write the name.")})
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        help_text=_("At least 12 characters. Hand it over in person; the holder changes it after the first sign-in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        error_messages={"required": _("Write a first password.")},
    )


class GrantForm(forms.Form):
    """A role of an account in an organisation, for some areas or for all, from a day on."""

    account = forms.ChoiceField(label=_("Account"), error_messages={"required": _("Choose the account.")})
    organisation = forms.ChoiceField(label=pgettext_lazy("for whom one works", "Organisation"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[NOTHING, *labels.choices(labels.ROLES)],
        error_messages={"required": _("Choose the role.")},
    )
    every_area = forms.BooleanField(label=_("Every area"), required=False)
    areas = forms.MultipleChoiceField(
        label=_("Areas"), required=False, help_text=_("Only these, unless every area is chosen."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("From"), widget=_day(), error_messages={"invalid": _DAY_INVALID})
    valid_until = forms.DateField(
        label=_("Until, this day no longer counted"),
        required=False,
        widget=_day(),
        error_messages={"invalid": _DAY_INVALID},
    )

    def __init__(
        self,
        *args: Any,
        accounts: list[tuple[str, str]],
        organisations: list[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [NOTHING, *accounts]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["areas"].choices = sorted(  # type: ignore[attr-defined]
            ((one.id, one.name(labels.language(), today)) for one in areas.all_areas() if one.valid.contains(today)),
            key=lambda pair: pair[1],
        )
        self.fields["valid_from"].initial = today

    def chosen_areas(self) -> frozenset[str] | None:
        """Return the areas chosen; None is every area."""
        return None if self.cleaned_data["every_area"] else frozenset(self.cleaned_data["areas"])

    def ids(self) -> tuple[UUID, UUID]:
        return UUID(self.cleaned_data["account"]), UUID(self.cleaned_data["organisation"])


class EndForm(forms.Form):
    why = forms.ChoiceField(label=_("Why it ends"), choices=labels.choices(labels.END_REASONS))
