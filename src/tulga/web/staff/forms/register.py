"""Forms about people: searching, a new record, what somebody said, and whether two records are one person.

A form keeps everything that was entered and names the field that is wrong; nothing is saved until all of it can be.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tulga.kernel import areas, countries
from tulga.kernel.dates import PartialDate
from tulga.register import entries as kinds
from tulga.web.staff import labels
from tulga.web.staff.forms.dates import PartialDateField

NOTHING = ("", "—")


def country_choices() -> list[tuple[str, str]]:
    """Return all countries, the ones that ceased to exist too, in the order of their names."""
    found = [(one.iso3, one.name(labels.language())) for one in countries.all_countries() if one.kind != "special"]
    return [NOTHING, *sorted(found, key=lambda one: one[1])]


def area_choices(allowed: frozenset[str] | None) -> list[tuple[str, str]]:
    """Return the areas in which the actor works; None allows every area."""
    ids = [one.id for one in areas.all_areas()] if allowed is None else sorted(allowed)
    return [NOTHING, *sorted(((one, labels.area(one)) for one in ids), key=lambda pair: pair[1])]


def required(message: Any) -> dict[str, Any]:
    return {"required": message}


def read_record_number(text: str) -> UUID:
    """Return the number of a record as somebody typed or pasted it.

    Raises:
        ValidationError: it is none.
    """
    try:
        return UUID(text.strip())
    except ValueError:
        raise forms.ValidationError(
            _("This is not the number of a record. Copy it from the other record’s page."), code="invalid"
        ) from None


class SearchForm(forms.Form):
    """One box. What is typed is sent in the body, so that no name stands in an address or a log."""

    query = forms.CharField(
        label=_("Name or record number"),
        max_length=200,
        strip=True,
        error_messages=required(_("Write a name, or part of one, or the number of a record.")),
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false", "aria-describedby": "query-help"}
        ),
    )


class EffectiveForm(forms.Form):
    """Every statement says when it was made or when it happened."""

    effective_on = PartialDateField(
        label=_("When this was said or happened"),
        error_messages=required(_("Say when; if nobody knows, write unknown.")),
    )

    def effective_text(self) -> str:
        found: PartialDate = self.cleaned_data["effective_on"]
        return found.text


class NameFields(forms.Form):
    """A name in the parts in which it was given; at least one of them."""

    family = forms.CharField(label=_("Family name"), max_length=100, required=False)
    given = forms.CharField(label=_("Given name"), max_length=100, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    name_kind = forms.ChoiceField(label=_("Kind of name"), choices=labels.choices(labels.NAME_KINDS), initial="current")
    script = forms.ChoiceField(
        label=_("Script it was given in"), choices=labels.choices(labels.SCRIPTS), initial="Cyrl"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(part) for part in ("family", "given", "patronymic")) and self.name_is_required():
            self.add_error("given", _("Write at least one part of the name."))
        return data

    def name_is_required(self) -> bool:
        return True

    def parts(self) -> tuple[kinds.NamePart, ...]:
        """Return the parts that were told, family name first as in the papers of the region."""
        order = ("family", "given", "patronymic")
        return tuple(
            kinds.NamePart(kinds.PartRole(part), self.cleaned_data[part])
            for part in order
            if self.cleaned_data.get(part)
        )

    def name_stated(self) -> kinds.NameStated | None:
        parts = self.parts()
        if not parts:
            return None
        kind, script = kinds.NameKind(self.cleaned_data["name_kind"]), kinds.Script(self.cleaned_data["script"])
        return kinds.NameStated(kind=kind, parts=parts, script=script)


class WhyForm(forms.Form):
    """A reason, in words; it stays in the ledger."""

    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required(_("Say why; it stays beside what it changes.")),
    )


class WithdrawForm(WhyForm, EffectiveForm):
    """A statement no longer stands. It stays readable, struck through, with the reason."""

    field_order = ("why", "effective_on")


class JudgementForm(WhyForm):
    """Are two records one human being? A person judges, and says why."""

    other = forms.CharField(
        label=_("Number of the other record"),
        max_length=60,
        error_messages=required(_("Write the number of the other record.")),
    )
    verdict = forms.ChoiceField(
        label=_("The two records are"), choices=labels.choices(labels.VERDICTS), widget=forms.RadioSelect
    )
    confirmed = forms.BooleanField(
        label=_("I have looked at every doubt named here; the reason says why they are one person all the same"),
        required=False,
    )
    field_order = ("other", "verdict", "confirmed", "why")

    def __init__(self, *args: Any, doubtful: bool = False, **kwargs: Any) -> None:
        """`doubtful`: joining the two raises doubts, which have to be answered first."""
        super().__init__(*args, **kwargs)
        if not doubtful:
            del self.fields["confirmed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "confirmed" in self.fields and data.get("verdict") == kinds.Verdict.SAME and not data.get("confirmed"):
            self.add_error("confirmed", _("Look at the doubts first. If you are not sure, say so: it is an answer."))
        return data

    def clean_other(self) -> UUID:
        return read_record_number(self.cleaned_data["other"])


class NamesForm(forms.Form):
    """Two names, each as somebody wrote it: any script, any order."""

    first = forms.CharField(
        label=_("One name"), max_length=200, strip=True, error_messages=required(_("Write both names."))
    )
    second = forms.CharField(
        label=_("The other name"), max_length=200, strip=True, error_messages=required(_("Write both names."))
    )


class LogForm(forms.Form):
    """Whose file: by the number of the record."""

    record = forms.UUIDField(
        label=_("Number of the record"),
        error_messages={
            "required": _("Write the number of the record."),
            "invalid": _("This is not the number of a record."),
        },
    )


class EraseForm(forms.Form):
    """Why a record is erased: a code, for the reason outlives the erasure and must tell nothing of the person."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[NOTHING, *labels.choices(labels.ERASE_REASONS)],
        error_messages=required(_("Choose why; it is all that will be left.")),
    )


class TimeForm(forms.Form):
    """As of which day, and as it was known when; empty is now."""

    as_of = forms.DateField(
        label=_("What held on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a day; write it as 2021-12-31.")},
    )
    known_at = forms.DateField(
        label=_("As known at the end of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a day; write it as 2021-12-31.")},
    )

    def known_until(self) -> datetime | None:
        """Return the last instant of the day named; None for now."""
        day = self.cleaned_data["known_at"]
        return (
            None
            if day is None
            else datetime.combine(day + timedelta(days=1), time.min, UTC) - timedelta(microseconds=1)
        )


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together, under one legend."""

    title: str
    fields: tuple[forms.BoundField, ...]


class RecordForm(NameFields):
    """What one source said about one human being. It opens after a search only.

    The number of the record is made with the form: sent twice, it opens one record.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)

    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=labels.choices(labels.SOURCE_KINDS))
    source = forms.CharField(
        label=_("Which form or list"),
        max_length=80,
        help_text=_("Its number or title, never a name."),
        error_messages=required(_("Name the form or the list.")),
    )
    told_on = PartialDateField(
        label=_("When it was told"), error_messages=required(_("Say when; if nobody knows, write unknown."))
    )
    area = forms.ChoiceField(label=_("Area where it was told"), error_messages=required(_("Choose the area.")))
    birth_date = PartialDateField(label=_("Date of birth"), required=False)
    birth_country = forms.ChoiceField(
        label=_("Country of birth"), required=False, help_text=_("As it was then; the Soviet Union is in the list.")
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[NOTHING, *labels.choices(labels.SEXES)])
    origin = forms.ChoiceField(label=pgettext_lazy("country of origin", "Origin"), required=False)
    nationality = forms.ChoiceField(
        label=_("Nationality, as the person says"),
        required=False,
        choices=[NOTHING, *labels.choices(labels.NATIONALITY)],
        help_text=_("Undetermined is an answer; nothing turns it into another."),
    )
    nationality_country = forms.ChoiceField(label=_("Country of that nationality"), required=False)

    GROUPS = (
        (_("Where it comes from"), ("source_kind", "source", "told_on", "area")),
        (pgettext_lazy("of a person", "Name"), ("family", "given", "patronymic", "name_kind", "script")),
        (_("Birth and sex"), ("birth_date", "birth_country", "sex")),
        (_("Origin and nationality"), ("origin", "nationality", "nationality_country")),
    )
    field_order = tuple(name for _title, names in GROUPS for name in names)

    def __init__(self, *args: Any, allowed_areas: frozenset[str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("birth_country", "origin", "nationality_country"):
            self.fields[name].choices = country_choices()  # type: ignore[attr-defined]
        self.fields["area"].choices = area_choices(allowed_areas)  # type: ignore[attr-defined]

    def groups(self) -> list[FieldGroup]:
        """Return the fields by what they speak of."""
        return [FieldGroup(str(title), tuple(self[name] for name in names)) for title, names in self.GROUPS]

    def name_is_required(self) -> bool:
        return False  # a foundling has no name yet, and is recorded all the same

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("nationality") == "national" and not data.get("nationality_country"):
            self.add_error("nationality_country", _("A national is the national of a country: choose which."))
        if data.get("birth_country") and not data.get("birth_date") and "birth_date" not in self.errors:
            self.add_error("birth_date", _("Write the date of birth, or unknown, beside the country."))
        return data

    def statements(self) -> list[Any]:
        """Return what was said beyond the opening of the record."""
        data = self.cleaned_data
        found: list[Any] = [one for one in (self.name_stated(),) if one is not None]
        if data["birth_date"] is not None:
            found.append(kinds.BirthStated(date=data["birth_date"], country=data["birth_country"] or None))
        if data["sex"]:
            found.append(kinds.SexStated(sex=kinds.Sex(data["sex"])))
        if data["nationality"]:
            found.append(
                kinds.NationalityStated(
                    status=kinds.NationalityStatus(data["nationality"]),
                    basis=kinds.Basis.OWN_STATEMENT,
                    country=data["nationality_country"] or None,
                )
            )
        return found
