"""Words that the evaluation itself knows: acts of authorities, papers that speak for or against a nationality."""

# An act that nobody recorded is assumed not to have happened; the assumption is named in the answer.
ACTS_OF_AUTHORITIES = frozenset({
    "naturalised", "decree_exit", "decree_loss", "loss_registered", "verdict_deprivation", "recognised", "restored",
    "mark_in_passport", "certificate_bvfg", "paternity_established", "adopted", "found", "settlement_right",
    "annulled", "refused", "declared_missing", "retention_permit",
})  # fmt: skip

# "Acquired another nationality" in a law is any of these.
ACQUISITIONS = ("naturalised", "recognised", "restored", "certificate_bvfg", "mark_in_passport")
ALSO = {"naturalised": ACQUISITIONS}
# What a person declares once: the declaration that was told is the one there was, in time or too late.
DECLARED_ONCE = frozenset({"opt_out"})
# What happens to the parents and may lie before the birth of the person of whom it is told.
BEFORE_BIRTH = frozenset({"settlement_right", "marriage", "divorce", "agreement_of_parents"})
# Acts by which a State ends its own nationality, and refusals of it: none says anything about another State.
ENDINGS = frozenset({
    "decree_exit", "decree_loss", "loss_registered", "verdict_deprivation", "annulled", "opt_out",
})  # fmt: skip

# Papers that a State gives to its nationals: a presumption of nationality (UNHCR Handbook, paras 94-95).
PAPERS_OF_NATIONALS = frozenset({
    "passport", "id_card", "identity_card", "national_id", "certificate_of_citizenship", "citizenship_certificate",
    "passport_insert_citizenship",
})  # fmt: skip
# Papers that a State gives to people whom it does not consider its nationals.
PAPERS_OF_OTHERS = frozenset({
    "stateless_certificate", "certificate_stateless", "stateless_person_certificate", "residence_permit_stateless",
    "non_citizen_passport", "travel_document_stateless",
})  # fmt: skip

# How conditions begin that ask what other States say of the person.
OF_OTHERS = ("foreign(", "stateless(", "stateless_for(", "no_other_nationality(", "parents_state_does_not_grant(")

SOVIET_UNION = "SUN"
SOVIET_UNION_ENDED = "1991-12-26"
REPUBLICS = frozenset(
    {"ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LVA", "LTU", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"}
)

COSTS = {"person": 1, "house-book": 2, "school": 2, "employer": 2, "archive": 4, "civil-registry": 4, "register": 4,
         "consulate": 8, "authority": 8}  # fmt: skip
