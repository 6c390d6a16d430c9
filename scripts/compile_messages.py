"""Compile every catalogue: `python scripts/compile_messages.py`.

The .mo files are committed, for a fresh machine has no gettext; a test says when one is older than its .po.
"""

import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tulga"


def catalogues(source: Path = SOURCE) -> list[Path]:
    """Return every catalogue of the program."""
    return sorted(source.glob("**/locale/*/LC_MESSAGES/*.po"))


def compiled(catalogue: Path) -> bytes:
    """Return the bytes of the .mo file of a catalogue; sentences marked fuzzy stay out, as gettext has it."""
    with catalogue.open("rb") as handle:
        read = read_po(handle, locale=catalogue.parent.parent.name)
    read.fuzzy = False  # Babel skips a catalogue whose header says so; the sentences decide for themselves
    buffer = io.BytesIO()
    write_mo(buffer, read)
    return buffer.getvalue()


def main() -> None:
    """Write what is not up to date."""
    for catalogue in catalogues():
        file, content = catalogue.with_suffix(".mo"), compiled(catalogue)
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
            print(file.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
