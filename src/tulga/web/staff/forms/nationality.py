"""Forms about nationality: facts that the law asks for, answers of authorities, adopting a finding, a correction."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tulga.nationality import entries as kinds
from tulga.nationality.core.vocabulary import PAPERS_OF_NATIONALS, PAPERS_OF_OTHERS
from tulga.nationality.evidence import PROFILES
from tulga.nationality.scenarios.vocabulary import DOCUMENTS, EVENTS
from tulga.web.staff import labels
from tulga.web.staff.forms.dates import PartialDateField
from tulga.web.staff.forms.register import NOTHING, EffectiveForm, WhyForm, country_choices, required
from tulga.web.staff.presenters import nationality_facts as words

_ANSWERS_ARE_ELSEWHERE: Final = frozenset({"authority_answer"})
_PAPERS: Final = DOCUMENTS | PAPERS_OF_NATIONALS | PAPERS_OF_OTHERS


def happenings() -> list[tuple[str, str]]:
    """Return the events that the law knows, by their names in the reader's language."""
    return _named(EVENTS - _ANSWERS_ARE_ELSEWHERE)


def papers() -> list[tuple[str, str]]:
    return _named(_PAPERS)


def _named(codes: frozenset[str]) -> list[tuple[str, str]]:
    return [NOTHING, *sorted(((code, words.happening(code)) for code in codes), key=lambda pair: pair[1])]


class FactForm(EffectiveForm):
    """What every fact has: of whom, who says so, where it was read, and what speaks for and against it."""

    fact: kinds.FactKind

    told = forms.ChoiceField(label=_("Who or what says so"), choices=labels.choices(words.TOLD))
    document = forms.CharField(
        label=_("Read from"),
        max_length=120,
        required=False,
        help_text=_("A paper, a file, a letter: enough to find it."),
    )
    speaks_for = forms.CharField(
        label=_("What speaks for it"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    speaks_against = forms.CharField(
        label=_("What speaks against it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("With anything here the fact may count as disputed, by the standard of proof."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.fields["state"].choices = country_choices()  # type: ignore[attr-defined]
        last = ("told", "document", "speaks_for", "speaks_against", "effective_on")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def stated(self, record: UUID) -> kinds.NationalityFactStated:
        """Return the entry that this form makes."""
        data = self.cleaned_data
        return kinds.NationalityFactStated(
            record=record,
            fact=self.fact,
            told=kinds.Told(data["told"]),
            document=data["document"],
            about=kinds.About(data.get("about") or "person"),
            state=data.get("state") or None,
            evidence=self._evidence(),
            **self.said(data),
        )

    def said(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of this kind of fact."""
        return {name: data[name] for name in ("what", "first", "last", "goes_on", "answer") if name in data}

    def _evidence(self) -> tuple[kinds.Proof, ...]:
        told = (("speaks_for", kinds.Side.FOR), ("speaks_against", kinds.Side.AGAINST))
        return tuple(kinds.Proof(side, text) for name, side in told if (text := self.cleaned_data[name]))


def _about() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Of whom"), choices=labels.choices(words.ABOUT))


def _state(*, needed: bool, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("State"), required=needed, help_text=help_text, error_messages=required(_("Choose the State."))
    )


class StayForm(FactForm):
    """A stay in a State. Its kind decides much: permanent is what the law of 1992 asks for."""

    fact = kinds.FactKind.STAY
    about = _about()
    state = _state(needed=True)
    what = forms.ChoiceField(label=_("Kind of residence"), choices=[NOTHING, *labels.choices(words.STAYS)])
    first = PartialDateField(
        label=_("Lived there from"), error_messages=required(_("Say since when; if nobody knows, write unknown."))
    )
    last = PartialDateField(label=_("Lived there until"), required=False)
    goes_on = forms.BooleanField(label=_("The residence goes on"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("goes_on") and data.get("last"):
            self.add_error("last", _("A residence that goes on has no last day."))
        return data


class EventForm(FactForm):
    fact = kinds.FactKind.EVENT
    about = _about()
    what = forms.ChoiceField(label=_("What happened"), error_messages=required(_("Choose what happened.")))
    state = _state(needed=False, help_text=_("Of which State; leave it open where there is none."))
    first = PartialDateField(
        label=_("When it happened"), error_messages=required(_("Say when; if nobody knows, write unknown."))
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = happenings()  # type: ignore[attr-defined]


class AbsentForm(FactForm):
    """Established that something did not happen. Not knowing of it is not this: then nothing is stated."""

    fact = kinds.FactKind.ABSENT
    what = forms.ChoiceField(
        label=_("What did not happen, or is not there"),
        help_text=_("Only what somebody established. That nobody knows of it is no fact."),
        error_messages=required(_("Choose what did not happen.")),
    )
    state = _state(needed=False, help_text=_("Left open: of no State at all."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [*happenings(), *papers()[1:]]  # type: ignore[attr-defined]


class DocumentForm(FactForm):
    fact = kinds.FactKind.DOCUMENT
    what = forms.ChoiceField(label=_("Which paper"), error_messages=required(_("Choose the paper.")))
    state = _state(needed=True)
    first = PartialDateField(label=_("Issued on"), required=False)
    last = PartialDateField(label=_("Valid until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = papers()  # type: ignore[attr-defined]


class HeldForm(FactForm):
    """A nationality; of a parent it is that at the person's birth."""

    fact = kinds.FactKind.NATIONALITY
    about = _about()
    answer = forms.ChoiceField(
        label=_("What is known"),
        choices=[NOTHING, *labels.choices(words.HELD)],
        error_messages=required(_("Choose what is known.")),
    )
    state = _state(needed=False, help_text=_("The Soviet Union is in the list."))
    first = PartialDateField(
        label=_("On which day"), required=False, help_text=_("Of a parent leave it open: it is the day of the birth.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") in ("also", "only") and not data.get("state"):
            self.add_error("state", _("A national is the national of a State: choose which."))
        if data.get("answer") in ("stateless", "undetermined") and data.get("state"):
            self.add_error("state", _("With this answer no State is named."))
        return data


class SovietForm(FactForm):
    fact = kinds.FactKind.SOVIET
    about = _about()
    answer = forms.ChoiceField(
        label=_("A citizen of the USSR at its end"), choices=[NOTHING, *labels.choices(words.YES_NO)]
    )


class TermForm(FactForm):
    """A word of the law that a person has to answer, because the law leaves it open."""

    fact = kinds.FactKind.TERM
    about = _about()
    what = forms.ChoiceField(label=_("What the law leaves open"), error_messages=required(_("Choose the word.")))
    answer = forms.ChoiceField(label=_("Answer"), choices=[NOTHING, *labels.choices(words.YES_NO)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = sorted(words.open_terms().items(), key=lambda pair: pair[1])
        self.fields["what"].choices = [NOTHING, *terms]  # type: ignore[attr-defined]


class NoParentForm(FactForm):
    fact = kinds.FactKind.NO_PARENT
    about = forms.ChoiceField(
        label=_("Which parent"), choices=[pair for pair in labels.choices(words.ABOUT) if pair[0] != "person"]
    )


class FoundlingForm(FactForm):
    fact = kinds.FactKind.FOUNDLING


class AnswerForm(EffectiveForm):
    """What an authority said. A general or evasive reply, and silence, are written down and are no answer."""

    state = _state(needed=True)
    authority = forms.CharField(label=_("Which authority"), max_length=120, required=False)
    manner = forms.ChoiceField(label=_("What came"), choices=[NOTHING, *labels.choices(words.MANNERS)])
    says = forms.ChoiceField(
        label=_("What it says of this person"),
        required=False,
        choices=[NOTHING, *labels.choices(words.SAYS)],
        help_text=_("Only for an answer about this person."),
    )
    on = PartialDateField(
        label=_("Date of the reply"), error_messages=required(_("Say when; if nobody knows, write unknown."))
    )
    document = forms.CharField(label=_("Letter or file"), max_length=120, required=False)
    field_order = ("state", "authority", "manner", "says", "on", "document", "effective_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = country_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        individual = data.get("manner") == "individual"
        if individual and not data.get("says"):
            self.add_error("says", _("An answer about this person says one of the two."))
        if not individual and data.get("says"):
            self.add_error("says", _("A general reply or silence says nothing about this person: leave this open."))
        return data

    def stated(self, record: UUID) -> kinds.AuthorityAnswered:
        data = self.cleaned_data
        return kinds.AuthorityAnswered(
            record=record,
            state=data["state"],
            manner=kinds.Manner(data["manner"]),
            on=data["on"],
            says=kinds.Says(data["says"]) if data["says"] else None,
            authority=data["authority"],
            document=data["document"],
        )


FORMS: Final[dict[str, type[FactForm] | type[AnswerForm]]] = {
    "stay": StayForm,
    "event": EventForm,
    "absent": AbsentForm,
    "document": DocumentForm,
    "nationality": HeldForm,
    "soviet": SovietForm,
    "term": TermForm,
    "no_parent": NoParentForm,
    "foundling": FoundlingForm,
    "answer": AnswerForm,
}
# What an address may fill in beforehand: nothing that tells of a person.
GIVEN: Final = ("about", "state", "what")


def standards() -> list[tuple[str, str]]:
    """Return the standards of proof by their names in the reader's language."""
    return [(key, dict(profile.text)[labels.language()]) for key, profile in PROFILES.items()]


class DayForm(forms.Form):
    """For which day the finding is made, and by which standard facts with evidence against them count."""

    on = forms.DateField(
        label=_("Finding for the day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a day; write it as 2021-12-31.")},
    )

    standard = forms.ChoiceField(label=_("Standard of proof"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = standards()  # type: ignore[attr-defined]

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and day > datetime.now(UTC).date():
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return day


class AdoptForm(forms.Form):
    """A person makes the finding their own; the reasons stay beside it."""

    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Why you hold the facts to be so, and why this is the law: in your own words."),
        error_messages=required(_("Give your reasons.")),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80)


class WithdrawEntryForm(WhyForm, EffectiveForm):
    """A fact, an answer or a finding no longer stands. It stays readable, struck through, with the reason."""

    field_order = ("why", "effective_on")


class CorrectionForm(WhyForm):
    """What a rule should say; a person changes the pack, this only proposes it."""

    language = forms.ChoiceField(
        label=_("Language of the proposal"), choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
    )
    text = forms.CharField(
        label=_("What it should say"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The sentence, the date, the source or the level of verification as it should be; no person is named."
        ),
        error_messages=required(_("Write what it should say.")),
    )
    pack = forms.CharField(widget=forms.HiddenInput, max_length=100)
    field_order = ("language", "text", "why", "pack")
