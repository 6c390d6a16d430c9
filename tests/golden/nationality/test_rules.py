"""The law in words, pack by pack and language by language: what a lawyer reads; people review the difference."""

from collections.abc import Callable

import pytest

from tulga.nationality.core.loading import PACKS, load_packs
from tulga.nationality.core.rules import Act, Pack
from tulga.nationality.core.wording import LANGUAGES, act_lines, not_encoded_lines, plain, render_rule

STATES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def book(pack: Pack, language: str) -> str:
    return "\n\n".join(chapter(pack, act, language) for act in pack.acts)


def chapter(pack: Pack, act: Act, language: str) -> str:
    rules = [render_rule(rule, language, pack) for rule in act.rules]
    left_out = [plain(not_encoded_lines(act, language))] if act.not_encoded else []
    return "\n".join([plain(act_lines(act, language)), *rules, *left_out])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_the_law_of_a_state_reads_as_it_was_reviewed(
    state: str, language: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"nationality/{state}.{language}.txt", book(load_packs()[state], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_condition_of_a_pack_is_without_words(language: str) -> None:
    unspoken = {"en": "the condition “", "ru": "выполнено условие «", "kk": "» шарты орындал"}[language]

    texts = {rule.id: render_rule(rule, language) for pack in load_packs().values() for rule in pack.rules}

    assert [key for key, text in texts.items() if unspoken in text] == []
