"""Forms of the figures console: which figures, of when, as known when."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tulga.kernel import countries
from tulga.web.staff import labels
from tulga.web.staff.presenters.figures import SOURCES


class ComputeForm(forms.Form):
    """Which country, as of which day, as it was known when, from which source."""

    country = forms.ChoiceField(label=_("Country"))
    as_of = forms.DateField(
        label=_("As of"),
        help_text=_("The day the figures speak of."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the day the figures speak of."),
            "invalid": _("This is not a day; write it as 2021-12-31."),
        },
    )
    known_at = forms.DateField(
        label=_("As known at the end of"),
        required=False,
        help_text=_("Leave it empty for what is known now. Only the operation’s own ledger knows when."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a day; write it as 2021-12-31.")},
    )
    source = forms.ChoiceField(label=_("Source"), choices=labels.choices(SOURCES))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        states = [one for one in countries.all_countries() if one.kind != "special"]
        listed = sorted(((one.iso3, one.name(labels.language())) for one in states), key=lambda pair: pair[1])
        self.fields["country"].choices = listed  # type: ignore[attr-defined]

    def clean_as_of(self) -> date:
        return self._come(self.cleaned_data["as_of"])

    def clean_known_at(self) -> date | None:
        given = self.cleaned_data["known_at"]
        return None if given is None else self._come(given)

    def _come(self, day: date) -> date:
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("source") == "official" and data.get("known_at"):
            self.add_error("known_at", _("The published statistics are one snapshot; leave this empty for them."))
        return data

    def known_until(self) -> datetime | None:
        """Return the last instant of the day named; None for now."""
        day = self.cleaned_data["known_at"]
        if day is None or day >= self.today:
            return None
        return datetime.combine(day + timedelta(days=1), time.min, UTC) - timedelta(microseconds=1)
