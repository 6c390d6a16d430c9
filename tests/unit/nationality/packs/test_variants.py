"""Variants of an article: they are cited with its own id, and an act is no better known than what it carries out."""

from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.rules import Verification

RULES = {rule.id: rule for pack in load_packs().values() for rule in pack.rules}
# The decision is known from a secondary source although nobody has read the article on its grounds.
DECISION_KNOWN_BETTER = {"RU02-EXIT", "RU02-LOSS", "RU23-EXIT", "RU23-LOSS"}


def test_a_rule_whose_id_continues_that_of_another_of_its_act_is_cited_with_it() -> None:
    continued = {
        rule.id: other.id
        for rule in RULES.values()
        for other in RULES.values()
        if rule.id.startswith(f"{other.id}-") and rule.id.removeprefix(f"{other.id}-").isupper()
    }

    assert len(continued) > 10
    assert {name: RULES[name].variant_of for name in continued} == {
        name: RULES[other].variant_of or other for name, other in continued.items()
    }


def test_an_act_is_no_better_known_than_the_article_that_it_carries_out() -> None:
    better = {
        rule.id for rule in RULES.values()
        if rule.variant_of and rule.timing.event in ("naturalised", "decree_exit", "decree_loss", "loss_registered")
        and rule.verification > RULES[rule.variant_of].verification
    }  # fmt: skip

    assert better == DECISION_KNOWN_BETTER
    assert {RULES[name].verification for name in better} == {Verification.SECONDARY}
