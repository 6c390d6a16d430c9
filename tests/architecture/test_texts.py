"""Every sentence that a person may read exists in English, Russian and Kazakh."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import compile_messages, extract_messages
from tests.architecture.tree import ROOT, calls, modules
from tulga.access import refusals

LANGUAGES = ("en", "ru", "kk")
CATALOGUES = compile_messages.catalogues()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_a_compiled_catalogue_is_that_of_its_sentences(catalogue: Path) -> None:
    assert catalogue.with_suffix(".mo").read_bytes() == compile_messages.compiled(catalogue), "run compile_messages.py"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_every_sentence_of_a_catalogue_is_translated(catalogue: Path) -> None:
    with catalogue.open("rb") as handle:
        read = read_po(handle, locale=catalogue.parent.parent.name)

    missing = [one.id for one in read if one.id and (one.fuzzy or not _complete(one.string))]

    assert missing == []


def _complete(text: str | tuple[str, ...]) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_a_translation_names_the_same_data_as_its_sentence(catalogue: Path) -> None:
    with catalogue.open("rb") as handle:
        read = read_po(handle, locale=catalogue.parent.parent.name)

    wrong = []
    for one in read:
        forms = one.id if isinstance(one.id, tuple) else (one.id,)
        said = one.string if isinstance(one.string, tuple) else (one.string,)
        wanted = set().union(*(_fields(form) for form in forms))
        wrong += [text for text in said if one.id and "{" in forms[0] and not _fields(text) <= wanted]

    assert wrong == []


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("owner", extract_messages.owners(), ids=name)
@pytest.mark.parametrize("language", extract_messages.LANGUAGES)
def test_a_catalogue_holds_every_sentence_of_its_folder(owner: Path, language: str) -> None:
    with (owner / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as handle:
        read = read_po(handle, locale=language)
    held = {(one.context, one.id) for one in read if one.id}

    missing = [one for one in extract_messages.messages_of(owner) if one not in held]

    assert missing == [], "run extract_messages.py and translate"


def test_every_folder_with_sentences_has_a_catalogue() -> None:
    owned = extract_messages.owners()
    marks = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
    without = {
        name(file)
        for file, tree in modules().items()
        if any(word in marks and call.args and isinstance(call.args[0], ast.Constant) for word, call in calls(tree))
        and not any(owner in file.parents for owner in owned)
    }

    assert without == set()


def test_every_refusal_has_a_text_in_three_languages() -> None:
    texts = refusals.all_texts()

    assert {code for code, by_language in texts.items() if set(by_language) != set(LANGUAGES)} == set()
    assert {
        code for code, by_language in texts.items() if not all(text.strip() for text in by_language.values())
    } == set()


def test_every_refusal_that_the_code_can_give_has_a_text() -> None:
    texts = refusals.all_texts()
    given = {
        call.args[0].value
        for tree in modules().values()
        for word, call in calls(tree)
        if word == "Refusal" and call.args and isinstance(call.args[0], ast.Constant)
    }

    assert given, "no refusal found: has the word changed?"
    assert given - set(texts) == set()


def test_the_texts_of_a_refusal_name_the_same_data() -> None:
    differing = {
        code
        for code, by_language in refusals.all_texts().items()
        if len({frozenset(_fields(text)) for text in by_language.values()}) > 1
    }

    assert differing == set()
