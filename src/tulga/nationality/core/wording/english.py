"""English: the tables."""

from datetime import date

from tulga.kernel.countries import find_country
from tulga.nationality.core.terms import Limit, Span, Who
from tulga.nationality.core.wording.grammar import Language, Phrase, Subject

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_NAMES = {
    "SUN": "the USSR", "RUS": "the Russian Federation", "USA": "the United States of America", "MDA": "Moldova",
    "IRN": "Iran", "KOR": "the Republic of Korea", "GBR": "the United Kingdom", "NLD": "the Netherlands",
    "PRK": "the Democratic People's Republic of Korea", "INT": "the State party",
}  # fmt: skip


def state(code: str) -> dict[str, str]:
    """Return the name of a State as it stands after "of" and "in"."""
    country = find_country(code)
    name = _NAMES.get(code) or (country.name("en") if country else f"the State “{code}”")
    return {"s": name}


def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _point(when: str | date) -> str:
    if isinstance(when, date):
        return day(when)
    kind, _, event = when.partition(":")
    named = {"birth": "the person's birth", "own-birth": "birth", "now": "the date of the assessment"}.get(kind)
    return named or (f"the day of {NOUNS[event]}" if event in NOUNS else "the day of that event")


def moment(when: str | date) -> str:
    if when == "own-birth":
        return "at birth"
    return f"at {_point(when)}" if when == "birth" else f"on {_point(when)}"


def upto(when: str | date) -> str:
    return f"up to {_point(when)}"


def span(value: Span) -> str:
    unit = value.unit if value.count != 1 else value.unit.rstrip("s")
    return f"{value.count} {unit}"


def limit(value: Limit) -> str:
    return f"on or {'before' if value.relation == 'by' else 'after'} {day(value.day)}"


SUBJECTS = {
    None: Subject("the person", 0, "", "the person"),
    Who.MOTHER: Subject("the mother", 0, "", "the mother"),
    Who.FATHER: Subject("the father", 0, "", "the father"),
    Who.ANY_PARENT: Subject("at least one parent", 0, "neither parent", "at least one parent"),
    Who.BOTH_PARENTS: Subject("both parents", 1, "", "both parents"),
    Who.ONE_PARENT: Subject("exactly one of the parents", 0, "", "exactly one of the parents"),
    Who.SOLE_PARENT: Subject("the only parent in law", 0, "", "the only parent in law"),
    Who.SPOUSE: Subject("the spouse", 0, "", "the spouse"),
    Who.ANY_RELATIVE: Subject("at least one close relative", 0, "no close relative", "at least one close relative"),
    Who.ANY_BLOOD_RELATIVE: Subject(
        "at least one parent, grandparent, sibling, child or grandchild",
        0,
        "no parent, grandparent, sibling, child or grandchild",
        "at least one parent, grandparent, sibling, child or grandchild",
    ),
    Who.ANY_ADOPTER: Subject("at least one adopter", 0, "no adopter", "at least one adopter"),
    Who.BOTH_ADOPTERS: Subject("both adopters", 1, "", "both adopters"),
}

EACH = {
    Who.BOTH_PARENTS: Subject("each of the two parents", 0, "", "each of the two parents"),
    Who.BOTH_ADOPTERS: Subject("each of the two adopters", 0, "", "each of the two adopters"),
}

PREDICATES = {
    "national": Phrase(
        "[was a national|were nationals] of {s} {when}", "[was not a national|were not nationals] of {s} {when}",
        "[is a national|are nationals] of {s} {when}", "[is not a national|are not nationals] of {s} {when}",
    ),
    "foreign": Phrase(
        "[was a national|were nationals] of a State other than {s} {when}",
        "[was not a national|were not nationals] of any State other than {s} {when}",
        "[is a national|are nationals] of a State other than {s} {when}",
        "[is not a national|are not nationals] of any State other than {s} {when}",
    ),
    "stateless": Phrase(
        "[was|were] stateless (of no State's nationality) {when}",
        "[was not|were not] stateless (but of some State's nationality) {when}",
        "[is|are] stateless (of no State's nationality) {when}",
        "[is not|are not] stateless (but of some State's nationality) {when}",
    ),
    "nationality_unknown": Phrase(
        "had a nationality that, as has been established, cannot be established, {when}",
        "did not have a nationality of which it was established that it cannot be established, {when}",
        "[has|have] a nationality that, as has been established, cannot be established, {when}",
        "[does|do] not have a nationality of which it was established that it cannot be established, {when}",
    ),
    "stateless_for": Phrase(
        "[was|were] stateless as the law of {s} defines it (not its national, and without proof of another nationality) {when}",
        "[was not|were not] stateless as the law of {s} defines it {when}",
        "[is|are] stateless as the law of {s} defines it (not its national, and without proof of another nationality) {when}",
        "[is not|are not] stateless as the law of {s} defines it {when}",
    ),
    "no_other_nationality": Phrase(
        "did not acquire, by operation of law, the nationality of any State other than {s} {when}",
        "acquired, by operation of law, the nationality of a State other than {s} {when}",
    ),
    "parents_state_does_not_grant": Phrase(
        "did not acquire the nationality of any State of which a parent is a national {when}",
        "acquired the nationality of a State of which a parent is a national {when}",
    ),
    "ussr": Phrase("[was a citizen|were citizens] of the USSR {when}", "[was not a citizen|were not citizens] of the USSR {when}"),
    "former_ussr": Phrase("[was|were] at some time [a citizen|citizens] of the USSR", "[was|were] never [a citizen|citizens] of the USSR"),
    "former_national": Phrase(
        "[was a national|were nationals] of {s} before and no longer [is|are]",
        "[is not a former national|are not former nationals] of {s}",
    ),
    "born_in": Phrase("[was|were] born in the present territory of {s}", "[was not|were not] born in the present territory of {s}"),
    "parents_unknown": Phrase(
        "=the parents of {subj_gen} are not known to anybody", "=at least one parent of {subj_gen} is known"
    ),
    "found_in": Phrase(
        "[was|were] found as a child in the territory of {s}", "[was not|were not] found as a child in the territory of {s}"
    ),
    "resident": Phrase(
        "[was|were] {kind} resident in {s} {when}", "[was not|were not] {kind} resident in {s} {when}",
        "[is|are] {kind} resident in {s} {when}", "[is not|are not] {kind} resident in {s} {when}",
    ),
    "resident_for": Phrase(
        "had been {kind} resident in {s} for {span} without interruption {upto}",
        "had not been {kind} resident in {s} for {span} without interruption {upto}",
        "[has|have] been {kind} resident in {s} for {span} without interruption {upto}",
        "[has|have] not been {kind} resident in {s} for {span} without interruption {upto}",
    ),
    "resident_since_before": Phrase(
        "had been {kind} resident in {s} without interruption since a day before {day}, {upto}",
        "had not been {kind} resident in {s} without interruption since a day before {day}, {upto}",
        "[has|have] been {kind} resident in {s} without interruption since a day before {day}, {upto}",
        "[has|have] not been {kind} resident in {s} without interruption since a day before {day}, {upto}",
    ),
    "lived_before": Phrase(
        "[was|were] {kind} resident in {s} at some time before {day}", "[was|were] at no time before {day} {kind} resident in {s}"
    ),
    "lives_abroad": Phrase(
        "lived in a State other than {s} {when}", "did not live in a State other than {s} {when}",
        "[lives|live] in a State other than {s} {when}", "[does|do] not live in a State other than {s} {when}",
    ),
    "lives_abroad_for": Phrase(
        "had lived in a State other than {s} for {span} {upto}", "had not lived in a State other than {s} for {span} {upto}",
        "[has|have] lived in a State other than {s} for {span} {upto}",
        "[has|have] not lived in a State other than {s} for {span} {upto}",
    ),
    "agreement": Phrase(
        "=the parents agreed in writing on the nationality of {s}", "=the parents did not agree in writing on the nationality of {s}"
    ),
    "document": Phrase(
        "[holds|hold] or held {document} issued by {s}", "never held {document} issued by {s}",
    ),
    "married_to_national": Phrase(
        "had been married to a national of {s} for {span} {upto}", "had not been married to a national of {s} for {span} {upto}",
        "[has|have] been married to a national of {s} for {span} {upto}",
        "[has|have] not been married to a national of {s} for {span} {upto}",
    ),
    "consular_registration": Phrase(
        "[was|were] on the consular register of {s} {when}", "[was not|were not] on the consular register of {s} {when}",
        "[is|are] on the consular register of {s} {when}", "[is not|are not] on the consular register of {s} {when}",
    ),
    "settlement_right": Phrase(
        "had an unlimited right of residence in {s} {when}", "did not have an unlimited right of residence in {s} {when}",
        "[has|have] an unlimited right of residence in {s} {when}",
        "[does|do] not have an unlimited right of residence in {s} {when}",
    ),
    "open": Phrase(
        "=the answer is yes to “{term}” (the law leaves it open)", "=the answer is no to “{term}” (the law leaves it open)"
    ),
    "true": Phrase("=always", "=never"),
    "born<": Phrase("[was|were] born before {day}", ""),
    "born<=": Phrase("[was|were] born on or before {day}", ""),
    "born>": Phrase("[was|were] born after {day}", ""),
    "born>=": Phrase("[was|were] born on or after {day}", ""),
    "age<": Phrase("[was|were] under {years} years of age {when}", "", "[is|are] under {years} years of age {when}"),
    "age<=": Phrase("[was|were] at most {years} years of age {when}", "", "[is|are] at most {years} years of age {when}"),
    "age>": Phrase("[was|were] over {years} years of age {when}", "", "[is|are] over {years} years of age {when}"),
    "age>=": Phrase("[was|were] at least {years} years of age {when}", "", "[is|are] at least {years} years of age {when}"),
}  # fmt: skip

EVENTS = {
    "opt_out": Phrase(
        "declared in writing {limit} not to want the nationality of {s}",
        "did not declare in writing {limit} not to want the nationality of {s}",
    ),
    "naturalised": Phrase(
        "[was|were] granted the nationality of {s} {limit}", "[was not|were not] granted the nationality of {s} {limit}"
    ),
    "decree_exit": Phrase(
        "[was|were] released from the nationality of {s} by a decision of its authority {limit}",
        "[was not|were not] released from the nationality of {s} by a decision of its authority {limit}",
    ),
    "decree_loss": Phrase(
        "[was|were] found by a decree of {s} to have lost its nationality {limit}",
        "[was not|were not] found by any decree of {s} to have lost its nationality {limit}",
    ),
    "loss_registered": Phrase(
        "had the loss of the nationality of {s} registered by its authority {limit}",
        "did not have the loss of the nationality of {s} registered by its authority {limit}",
    ),
    "verdict_deprivation": Phrase(
        "[was|were] deprived of the nationality of {s} by a court verdict {limit}",
        "[was not|were not] deprived of the nationality of {s} by a court verdict {limit}",
    ),
    "paternity_established": Phrase(
        "=paternity was established in law {limit}", "=paternity was not established in law {limit}"
    ),
    "adopted": Phrase("[was|were] adopted {limit}", "[was not|were not] adopted {limit}"),
    "wish_declared": Phrase(
        "declared {limit} the wish to be a national of {s}", "did not declare {limit} the wish to be a national of {s}"
    ),
    "consular_registration": Phrase(
        "registered with a consulate of {s} {limit}", "did not register with a consulate of {s} {limit}"
    ),
    "agreement_of_parents": Phrase(
        "=the parents agreed in writing on the nationality of {s} {limit}",
        "=the parents did not agree in writing on the nationality of {s} {limit}",
    ),
    "authority_answer": Phrase(
        "=an authority of {s} answered in this individual case {limit}",
        "=no authority of {s} answered in this individual case {limit}",
    ),
    "certificate_bvfg": Phrase(
        "received a certificate under the Federal Expellees Act (BVFG) of {s} {limit}",
        "did not receive a certificate under the Federal Expellees Act (BVFG) of {s} {limit}",
    ),
    "found": Phrase(
        "[was|were] found as a child in the territory of {s} {limit}",
        "[was not|were not] found as a child in the territory of {s} {limit}",
    ),
    "settlement_right": Phrase(
        "received an unlimited right of residence in {s} {limit}",
        "did not receive an unlimited right of residence in {s} {limit}",
    ),
    "recognised": Phrase(
        "[was|were] recognised as a national of {s} by its authority {limit}",
        "[was not|were not] recognised as a national of {s} by its authority {limit}",
    ),
    "foreign_service": Phrase(
        "entered the service of {s} {limit}", "did not enter the service of {s} {limit}"
    ),
    "marriage": Phrase("married {limit}", "did not marry {limit}"),
    "divorce": Phrase("divorced {limit}", "did not divorce {limit}"),
    "mark_in_passport": Phrase(
        "had a mark of the nationality of {s} entered in the passport {limit}",
        "did not have a mark of the nationality of {s} entered in the passport {limit}",
    ),
    "restored": Phrase(
        "had the nationality of {s} restored {limit}", "did not have the nationality of {s} restored {limit}"
    ),
    "annulled": Phrase(
        "had the grant of the nationality of {s} annulled {limit}",
        "did not have the grant of the nationality of {s} annulled {limit}",
    ),
    "refused": Phrase(
        "[was|were] refused the nationality of {s} {limit}", "[was not|were not] refused the nationality of {s} {limit}"
    ),
    "declared_missing": Phrase(
        "[was|were] declared missing or of unknown whereabouts {limit}",
        "[was not|were not] declared missing or of unknown whereabouts {limit}",
    ),
    "retention_permit": Phrase(
        "[was|were] permitted to retain the nationality of {s} {limit}",
        "[was not|were not] permitted to retain the nationality of {s} {limit}",
    ),
    "?": Phrase(
        "=the event “{event}” ({s}) happened {limit}", "=the event “{event}” ({s}) did not happen {limit}"
    ),
}  # fmt: skip

NOUNS = {
    "retention_permit": "the permit to retain the nationality",
    "declared_missing": "the declaration as missing",
    "opt_out": "the statement of not wanting the nationality", "naturalised": "the grant of nationality",
    "decree_exit": "the release from nationality", "decree_loss": "the decree of loss",
    "loss_registered": "the registration of the loss", "verdict_deprivation": "the verdict of deprivation",
    "paternity_established": "the establishment of paternity", "adopted": "the adoption",
    "wish_declared": "the declaration of the wish", "consular_registration": "the consular registration",
    "agreement_of_parents": "the parents' agreement", "authority_answer": "the authority's answer",
    "certificate_bvfg": "the issue of the certificate", "found": "the finding of the child",
    "settlement_right": "the grant of the right of residence", "recognised": "the recognition as a national",
    "foreign_service": "the entry into service", "marriage": "the marriage", "divorce": "the divorce",
    "mark_in_passport": "the mark in the passport", "restored": "the restoration of nationality",
    "annulled": "the annulment of the grant", "refused": "the refusal",
}  # fmt: skip

DOCUMENTS = {
    "passport": "a passport", "passport_1974": "a passport of the citizen of the USSR (1974 model)",
    "id_card": "an identity card", "identity_card": "an identity card", "national_id": "an identity card",
    "certificate_of_citizenship": "a certificate of nationality", "citizenship_certificate": "a certificate of nationality",
    "passport_insert_citizenship": "an insert on nationality in the passport", "birth_certificate": "a birth certificate",
    "travel_document": "a travel document", "refugee_certificate": "a certificate of a refugee",
    "propiska": "a registration at the place of residence (propiska)", "military_card": "a military card",
    "marriage_certificate": "a marriage certificate",
    "stateless_certificate": "a certificate of a stateless person", "certificate_stateless": "a certificate of a stateless person",
    "stateless_person_certificate": "a certificate of a stateless person",
    "residence_permit_stateless": "a residence permit of a stateless person", "residence_permit": "a residence permit",
    "non_citizen_passport": "a passport of a non-citizen", "travel_document_stateless": "a travel document of a stateless person",
    "?": "the document “{document}”",
}  # fmt: skip

WORDS = {
    "and": "and", "or": "or", "either": "either {list}", "not_so": "it is not so that {what}",
    "while": "{one}, while {other}", "or_no_mother": "{what} (or there is no mother in law)",
    "or_no_father": "{what} (or there is no father in law)", "or_no_spouse": "{what} (or there is no spouse)",
    "all": "all of the following:", "some": "at least one of the following:",
    "of_all": "true of {of}, all of the following:",
    "of_some": "true of {of}, at least one of the following:", "not_so_list": "it is not so that:",
    "while_list": "at the same time:", "unknown": "=the condition “{text}” is met", "not_unknown": "=the condition “{text}” is not met",
    "year": "year", "about": "about {date}", "uncertain": "{date} (uncertain)", "between": "between {one} and {other}",
    "at_latest": "{date} at the latest", "at_earliest": "{date} at the earliest", "never_told": "a day that is not known",
    "decade": "the {date}s", "century": "the years {date}", "not_verified": "{date} (day not verified)",
    "season_21": "spring {year}", "season_22": "summer {year}", "season_23": "autumn {year}", "season_24": "winter {year}",
}  # fmt: skip

ENGLISH = Language(
    code="en",
    subjects=SUBJECTS,
    each=EACH,
    one_parent=Subject("one parent", 0, "", "one parent"),
    other_parent=Subject("the other parent", 0, "", "the other parent"),
    predicates=PREDICATES,
    events=EVENTS,
    nouns=NOUNS,
    documents=DOCUMENTS,
    kinds={"permanent": "permanently", "lawful": "lawfully", "habitual": "habitually", "any": ""},
    words=WORDS,
    state=state,
    some={"s": ("some State", "any State")},
    other={"s": ("a State other than {s}", "any State other than {s}")},
    day=day,
    moment=moment,
    upto=upto,
    span=span,
    limit=limit,
    years=str,
    since=day,
    nobody_negates=False,
)
