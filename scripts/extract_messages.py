"""Bring the catalogues up to date with the code: `python scripts/extract_messages.py [src/tulga/cli ...]`.

A folder that has a `locale/` owns the sentences of its code and templates, save those of a folder within it that has
its own. New sentences come in empty, sentences that are gone go out, translations stay.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django.conf
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tulga"
LANGUAGES = ("ru", "kk")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "plural": (1, 2),
}
STAMP = datetime(2026, 11, 24, tzinfo=UTC)  # of the catalogue's header: the same bytes on every run
CALL = re.compile(r"(?<!\w)(_|gettext|ngettext|pgettext|npgettext)\(")
Message = tuple[str | None, str | tuple[str, ...]]  # context, and the sentence or its two forms


def owners(source: Path = SOURCE) -> list[Path]:
    """Return the folders that own a catalogue."""
    return sorted(folder.parent for folder in source.glob("**/locale") if folder.is_dir())


def messages_of(owner: Path) -> set[Message]:
    """Return every sentence of a folder's code and templates."""
    inner = [other for other in owners() if other != owner and owner in other.parents]
    found: set[Message] = set()
    for file in sorted([*owner.rglob("*.py"), *owner.rglob("*.html"), *owner.rglob("*.txt")]):
        if any(other in file.parents for other in inner):
            continue
        found.update(_in_code(file) if file.suffix == ".py" else _in_template(file))
    return found


def _in_code(file: Path) -> Iterator[Message]:
    with file.open("rb") as handle:
        for _line, message, _comments, context in extract("python", handle, keywords=KEYWORDS):
            yield context, message if isinstance(message, str) else tuple(message)


def _in_template(file: Path) -> Iterator[Message]:
    """Yield what Django's own reader of templates finds; it writes each sentence as a call in Python's syntax."""
    from django.utils.translation.template import templatize

    if not django.conf.settings.configured:
        django.conf.settings.configure()
    text = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    for call in CALL.finditer(text):
        parsed = ast.parse(_balanced(text[call.start() :]), mode="eval")
        constants = [part.value for part in ast.walk(parsed) if isinstance(part, ast.Constant)]
        words = [value for value in constants if isinstance(value, str)]
        context = words.pop(0) if call.group(1) in {"pgettext", "npgettext"} else None
        if words:
            yield context, words[0] if len(words) == 1 else tuple(words[:2])


def _balanced(text: str) -> str:
    """Return the call at the beginning of a text, to its closing bracket."""
    depth, lines = 0, text.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        depth += {"(": 1, ")": -1}.get(token.string, 0) if token.type == tokenize.OP else 0
        if depth == 0 and token.string == ")":
            row, column = token.end
            return "".join(lines[: row - 1]) + lines[row - 1][:column]
    raise ValueError(f"a bracket is open: {text[:80]}")


def update(owner: Path, language: str) -> Path:
    """Bring one catalogue up to date and return its file."""
    file = owner / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = Catalog(
        locale=language,
        project="tulga",
        version="1",
        charset="utf-8",
        fuzzy=False,
        last_translator="the founding engineers",
        language_team=language,
        msgid_bugs_address="the issues of this repository",
    )
    old = Catalog(locale=language)
    if file.exists():
        with file.open("rb") as handle:
            old = read_po(handle, locale=language)
    for context, sentence in sorted(messages_of(owner), key=str):
        known = old.get(sentence if isinstance(sentence, str) else sentence[0], context)
        flags = ["python-brace-format"] if "{" in str(sentence) else []
        catalogue.add(sentence, known.string if known else "", context=context, flags=flags)
    catalogue.header_comment = f"# The sentences of {owner.relative_to(ROOT)}. Not reviewed by a native lawyer."
    catalogue.creation_date = catalogue.revision_date = STAMP
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as handle:
        write_po(handle, catalogue, width=118, no_location=True, sort_output=True)
    return file


def main(folders: list[str]) -> None:
    """Bring the catalogues of these folders (of all, when none is named) up to date."""
    for owner in [Path(folder).resolve() for folder in folders] or owners():
        for language in LANGUAGES:
            file = update(owner, language)
            with file.open("rb") as handle:
                empty = sum(1 for one in read_po(handle, locale=language) if one.id and not _full(one.string))
            print(f"{file.relative_to(ROOT)}: {empty} to translate")


def _full(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
