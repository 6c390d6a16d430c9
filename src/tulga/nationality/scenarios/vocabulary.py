"""Which fields and which words a file of scenarios may use."""

from tulga.nationality.core.vocabulary import ACTS_OF_AUTHORITIES, PAPERS_OF_NATIONALS, PAPERS_OF_OTHERS

SCENARIO = ("id", "title", "tags", "assess_on", "facts", "expected", "basis", "note", "source")
FACTS = (
    "born", "parents", "ussr_citizen_until", "ussr_citizen", "residence", "events", "documents", "absent", "unknown",
    "spouse", "relatives", "statements", "terms", "links", "note", "id",
)  # fmt: skip
BORN = ("date", "place", "place_note", "note", "evidence")
PARENT = (
    "role", "nationality", "stateless", "pr", "residence", "note", "id", "exists", "since", "until",
    "married_at_birth", "terms", "person", "facts", "absent", "evidence",
)  # fmt: skip
STAY = ("state", "from", "to", "kind", "lawful", "habitual", "note", "evidence")
EVENT = ("type", "date", "state", "note", "evidence")
# further fields that some events carry; any other is kept with the event as it stands
EVENT_DETAILS = (
    "holder", "lawful_since", "answer", "content", "adopters", "adopters_nationality", "adopters_stateless", "parent",
    "spouse_nationality",
)  # fmt: skip
DOCUMENT = ("type", "issuer", "from", "to", "note", "number", "evidence")
STATEMENT = ("date", "nationality", "stateless", "note", "evidence")

ROLES = ("mother", "father")
OTHER_ROLES = ("spouse", "adopter", "child", "sibling", "grandparent")
STAY_KINDS = ("permanent", "temporary", "irregular", "unknown")
EVIDENCE_KINDS = ("statement", "document", "register", "authority", "finding", "note")
HOLDERS = ("mother", "father", "subject", "self")

EVENTS = frozenset({
    "opt_out", "naturalised", "decree_exit", "decree_loss", "loss_registered", "verdict_deprivation",
    "paternity_established", "adopted", "wish_declared", "consular_registration", "agreement_of_parents",
    "authority_answer", "certificate_bvfg", "found", "settlement_right", "recognised", "foreign_service", "marriage",
    "divorce", "mark_in_passport", "restored",
}) | ACTS_OF_AUTHORITIES  # fmt: skip
DOCUMENTS = frozenset({"passport_1974", "birth_certificate", "residence_permit", "certificate", "propiska"})
DOCUMENTS |= PAPERS_OF_NATIONALS | PAPERS_OF_OTHERS
OTHER_ABSENCES = frozenset({
    "birth_registration", "foreign_nationality", "nationality", "national", "permanent_residence", "residence",
    "marriage", "agreement",
})  # fmt: skip
ABSENCES = EVENTS | DOCUMENTS | OTHER_ABSENCES
