"""Forms about the reader: signing in, the organisation and purpose one works for, a new password."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tulga.web.staff.requests import PURPOSES


class SignInForm(AuthenticationForm):
    """Takes the e-mail address in capitals or not; one wrong sign-in counts once, however it is spelt."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "This e-mail address and password do not belong together. Check both; a password tells capital letters "
            "from small ones. After five wrong tries signing in is locked for an hour."
        ),
        "inactive": _("This account is closed. Ask an administrator of your operation."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password = self.fields["username"], self.fields["password"]
        email.label = _("E-mail address")
        email.widget.attrs.pop(
            "autofocus", None
        )  # one starts at the top, where the skip link and what went wrong stand
        email.widget.input_type = "email"
        email.widget.attrs.update({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        email.error_messages["required"] = _("Write the e-mail address of your account.")
        password.label = _("Password")
        password.error_messages["required"] = _("Write your password.")

    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            # named as the model names it: this is the credential under which failed tries are counted
            self.user_cache = authenticate(self.request, email=email.strip().casefold(), password=password)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data


class PurposeForm(forms.Form):
    """For which organisation and for what one works; both are written into the log of views."""

    organisation = forms.ChoiceField(label=pgettext_lazy("for whom one works", "Organisation"))
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=list(PURPOSES.items()), help_text=_("Written down with every file you open.")
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
