"""Forms for one statement about a person: what was said, and when. Each turns into one entry of the register."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tulga.kernel.ids import new_id
from tulga.register import entries as kinds
from tulga.web.staff import labels
from tulga.web.staff.forms.dates import PartialDateField
from tulga.web.staff.forms.register import (
    NOTHING,
    EffectiveForm,
    NameFields,
    area_choices,
    country_choices,
    read_record_number,
    required,
)


class StatementForm(EffectiveForm):
    """What every statement has: when it was said, and how much of the record the writer had seen (for clashes)."""

    based_on = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("country", "birth_country"):
            if name in self.fields:
                self.fields[name].choices = country_choices()  # type: ignore[attr-defined]
        if "area" in self.fields:
            self.fields["area"].choices = area_choices(None)  # type: ignore[attr-defined]
        self.order_fields([*(name for name in self.fields if name != "effective_on"), "effective_on"])

    def stated(self) -> object:
        """Return the entry that this form makes."""
        raise NotImplementedError


class NameForm(StatementForm, NameFields):
    """Another name of the person."""

    field_order = ("family", "given", "patronymic", "name_kind", "script")

    def stated(self) -> object:
        return self.name_stated()


class BirthForm(StatementForm):
    date = PartialDateField(
        label=_("Date of birth"), error_messages=required(_("Write the date; if nobody knows, write unknown."))
    )
    country = forms.ChoiceField(
        label=_("Country of birth"), required=False, help_text=_("As it was then; the Soviet Union is in the list.")
    )
    area = forms.ChoiceField(label=_("Area of birth"), required=False)
    place = forms.CharField(label=_("Place of birth"), max_length=120, required=False)

    def stated(self) -> object:
        data = self.cleaned_data
        return kinds.BirthStated(
            date=data["date"], country=data["country"] or None, area=data["area"] or None, place=data["place"] or None
        )


class SexForm(StatementForm):
    sex = forms.ChoiceField(label=_("Sex"), choices=labels.choices(labels.SEXES))

    def stated(self) -> object:
        return kinds.SexStated(sex=kinds.Sex(self.cleaned_data["sex"]))


class NationalityForm(StatementForm):
    """What somebody said about the nationality; several at once are possible, and who said what stays visible."""

    status = forms.ChoiceField(
        label=_("What was said"),
        choices=[NOTHING, *labels.choices(labels.NATIONALITY)],
        help_text=_("Undetermined is an answer; nothing turns it into another."),
        error_messages=required(_("Choose what was said.")),
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("Needed for a national; else leave it open.")
    )
    basis = forms.ChoiceField(
        label=_("On what basis"),
        choices=[NOTHING, *labels.choices(labels.BASES)],
        error_messages=required(_("Choose on what it rests.")),
    )
    authority = forms.CharField(label=_("Which authority"), max_length=80, required=False)
    ends = forms.BooleanField(label=_("This no longer holds (it ended)"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("status") == "national" and not data.get("country"):
            self.add_error("country", _("A national is the national of a country: choose which."))
        return data

    def stated(self) -> object:
        data = self.cleaned_data
        return kinds.NationalityStated(
            status=kinds.NationalityStatus(data["status"]),
            basis=kinds.Basis(data["basis"]),
            country=data["country"] or None,
            authority=data["authority"] or None,
            ends=data["ends"],
        )


class ResidenceForm(StatementForm):
    country = forms.ChoiceField(label=_("Country"), initial="KAZ", error_messages=required(_("Choose the country.")))
    area = forms.ChoiceField(label=_("Area"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    period_start = PartialDateField(
        label=_("Lived there from"), error_messages=required(_("Say since when; if nobody knows, write unknown."))
    )
    period_end = PartialDateField(label=_("Lived there until"), required=False)

    def stated(self) -> object:
        data = self.cleaned_data
        return kinds.ResidenceStated(
            country=data["country"],
            area=data["area"] or None,
            place=data["place"] or None,
            period_start=data["period_start"],
            period_end=data["period_end"],
        )


class RelationForm(StatementForm):
    """The other person has a record here, or is named: then the name lies under a key of that person's own."""

    relation = forms.ChoiceField(label=_("The other person is the"), choices=labels.choices(labels.RELATIONS))
    other = forms.CharField(
        label=_("Number of the other person’s record"),
        max_length=60,
        required=False,
        help_text=_("If there is a record. Otherwise write the name below."),
    )
    name = forms.CharField(label=_("Name of the other person"), max_length=200, required=False)
    birth = PartialDateField(label=_("Date of birth of the other person"), required=False)

    def clean_other(self) -> UUID | None:
        text = self.cleaned_data["other"].strip()
        return read_record_number(text) if text else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        named, recorded = bool(data.get("name")), data.get("other")
        if "other" not in self.errors and named == bool(recorded):
            self.add_error("other", _("Write either the number of a record or a name."))
        return data

    def stated(self) -> object:
        data = self.cleaned_data
        relation = kinds.Relation(data["relation"])
        if data["other"]:
            return kinds.RelationStated(relation=relation, other_record=data["other"])
        person, birth = new_id(), data["birth"]
        said = {"name": data["name"]} | ({"birth": birth.text} if birth else {})
        return kinds.RelationStated(relation=relation, third_person=person, third_persons={person: said})


class HouseholdForm(StatementForm):
    """People who live together. Without a number a new household begins with this person."""

    household = forms.UUIDField(
        label=_("Number of the household"),
        required=False,
        help_text=_("Copy it from the page of somebody who lives there; leave it empty for a new household."),
        error_messages={"invalid": _("This is not the number of a household.")},
    )
    role = forms.CharField(label=_("Place in the household"), max_length=20, required=False)
    leaves = forms.BooleanField(label=_("The person left this household"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("leaves") and not data.get("household") and "household" not in self.errors:
            self.add_error("household", _("Write which household the person left."))
        return data

    def stated(self) -> object:
        data = self.cleaned_data
        if data["leaves"]:
            return kinds.HouseholdLeft(household=data["household"])
        return kinds.HouseholdJoined(household=data["household"] or new_id(), role=data["role"])


class PaperForm(StatementForm):
    paper = forms.ChoiceField(label=_("Which paper"), choices=labels.choices(labels.PAPERS))
    issuer = forms.CharField(label=_("Who issued it"), max_length=60, required=False)
    number = forms.CharField(
        label=_("Number of the paper"),
        max_length=60,
        required=False,
        help_text=_("Records that name the same paper with the same number are proposed to you for a judgement."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    issued = PartialDateField(label=_("Issued"), required=False)
    expires = PartialDateField(label=_("Valid until"), required=False)
    seen = forms.BooleanField(label=_("I held the paper in my hands"), required=False)

    def stated(self) -> object:
        data = self.cleaned_data
        return kinds.PaperStated(
            paper=data["paper"],
            issuer=data["issuer"],
            number=data["number"] or None,
            issued=data["issued"],
            expires=data["expires"],
            seen=data["seen"],
        )


class EvidenceForm(StatementForm):
    fact = forms.CharField(
        label=_("What it is evidence of"),
        max_length=60,
        help_text=_("For example: born in the country; never held a passport."),
        error_messages=required(_("Say what it is evidence of.")),
    )
    weight = forms.ChoiceField(label=_("It speaks"), choices=labels.choices(labels.WEIGHTS), widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("What was seen or heard"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required(_("Say what was seen or heard.")),
    )
    document = forms.CharField(label=_("Document"), max_length=120, required=False)

    def stated(self) -> object:
        data = self.cleaned_data
        return kinds.EvidenceAdded(
            fact=data["fact"], weight=kinds.Weight(data["weight"]), what=data["what"], document=data["document"] or None
        )


class PresenceForm(StatementForm):
    why = forms.ChoiceField(label=_("The person"), choices=labels.choices(labels.PRESENCE))

    def stated(self) -> object:
        return kinds.PresenceEnded(why=kinds.PresenceEnd(self.cleaned_data["why"]))


# What can be added to a record: the word in the address, the title of its page, its form.
SUBJECTS: Final[dict[str, tuple[Promise, type[StatementForm]]]] = {
    "name": (_("Add a name"), NameForm),
    "birth": (_("Add a birth"), BirthForm),
    "sex": (_("Add the sex"), SexForm),
    "nationality": (_("Add a statement about nationality"), NationalityForm),
    "residence": (_("Add a residence"), ResidenceForm),
    "relation": (_("Add a relation"), RelationForm),
    "household": (_("Add a household"), HouseholdForm),
    "paper": (_("Add a paper"), PaperForm),
    "evidence": (_("Add evidence"), EvidenceForm),
    "presence": (_("Record that the person is no longer here"), PresenceForm),
}
