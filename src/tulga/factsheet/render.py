"""An edition becomes HTML and PDF. Pure: same edition, same bytes, in any process; no clock, network or settings."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from tulga.factsheet.presenters import Edition

HERE = Path(__file__).parent
STATIC = HERE / "static" / "factsheet"
FONTS = STATIC / "fonts"
# Which letters are in which file, without overlap: WeasyPrint asks the first file that claims a letter, and prints a
# box when it is not there (the fonts' own style sheet claims ұ for the extension; it is in the other file).
RANGES = {
    "cyrillic-ext": "U+0460-048F,U+0492-04AF,U+04B2-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,"
    "U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(dirs=[str(HERE / "templates")], autoescape=True)


def _rendered(template: str, **context: Any) -> SafeString:
    return _engine().get_template(f"factsheet/{template}").render(Context(context))


def _style(*names: str) -> str:
    return "".join((STATIC / name).read_text(encoding="utf-8") for name in names)


def _holds(ranges: str, letters: set[int]) -> bool:
    for one in ranges.split(","):
        first, _, last = one.removeprefix("U+").partition("-")
        if any(int(first, 16) <= letter <= int(last or first, 16) for letter in letters):
            return True
    return False


def needed_fonts(text: str) -> tuple[str, ...]:
    """Return the names of the font files that a text needs."""
    letters = {ord(letter) for letter in text}
    return tuple(name for name, ranges in RANGES.items() if _holds(ranges, letters))


def _font_face(family: str, name: str, source: str) -> str:
    described = (
        f'font-family:"{family}";font-weight:100 900;src:url({source}) format("woff2");unicode-range:{RANGES[name]}'
    )
    return f"@font-face{{{described}}}\n"


def _font_file(name: str) -> Path:
    return FONTS / f"noto-sans-{name}-wght-normal.woff2"


def fonts_inside(text: str) -> str:
    """Return the fonts of a text as part of a style sheet, for a page that stands alone."""
    coded = {name: base64.b64encode(_font_file(name).read_bytes()).decode() for name in needed_fonts(text)}
    return "".join(_font_face("Noto Sans", name, f"data:font/woff2;base64,{one}") for name, one in coded.items())


def _with_fonts_apart(document: str) -> str:
    """Return the document with a family name of its own for each font file.

    WeasyPrint tells embedded fonts apart by family and weight alone: with one family for all files it takes the glyphs
    of one with the numbers of another, and digits come out as letters.
    """
    families = {name: f"Noto Sans {name.title()}" for name in needed_fonts(document)}
    faces = "".join(_font_face(family, name, _font_file(name).as_uri()) for name, family in families.items())
    stack = [families[name] for name in sorted(families, reverse=True)]
    document = document.replace('"Noto Sans"', ", ".join(f'"{family}"' for family in stack))
    return document.replace("Noto Sans, sans-serif", ", ".join(stack)).replace("<style>", f"<style>{faces}", 1)


def body(edition: Edition, *, appendix: bool = True) -> SafeString:
    """Return the edition as one article of classes only, for a page that links `factsheet/factsheet.css`.

    Without the appendix each number must lead elsewhere: compose with a `figure_url` of the site.
    """
    return mark_safe(re.sub(r">\n+", ">\n", _rendered("body.html", edition=edition, appendix=appendix)))  # noqa: S308 -- escaped by the template


def _document(edition: Edition, style: str, *, running: bool) -> str:
    return _rendered("document.html", edition=edition, body=body(edition), style=mark_safe(style), running=running)  # noqa: S308 -- our own files


def html(edition: Edition) -> bytes:
    """Return the edition as a page that stands alone: style, drawings and fonts inside it, nothing fetched."""
    style = fonts_inside(body(edition)) + _style("factsheet.css", "page.css")
    return _document(edition, style, running=False).encode()


def pdf(edition: Edition) -> bytes:
    """Return the edition as tagged PDF (PDF/UA-1): with language, title, headings, tables and text alternatives."""
    return printed(_document(edition, _style("factsheet.css", "print.css"), running=True))


def printed(document: str) -> bytes:
    """Return a page of ours as tagged PDF (PDF/UA-1), in our own letters; it may fetch nothing."""
    import weasyprint  # needs Pango: only where a PDF is made
    from weasyprint.text.fonts import FontConfiguration

    document = _with_fonts_apart(_with_whole_alternatives(document))
    page = weasyprint.HTML(string=document, url_fetcher=_own_files(), base_url=STATIC.as_uri())
    with _without_a_clock():
        written: bytes = page.write_pdf(
            font_config=FontConfiguration(), pdf_variant="pdf/ua-1", pdf_identifier=_identifier(document)
        )
    return written


_one_at_a_time = Lock()
FONT_TIME = "SOURCE_DATE_EPOCH"  # what fontTools takes for now; no setting of ours


@contextmanager
def _without_a_clock() -> Iterator[None]:
    """Have fontTools stamp the fonts that it cuts to size with one fixed time instead of now."""
    with _one_at_a_time:
        before = os.environ.get(FONT_TIME)
        os.environ[FONT_TIME] = "0"
        try:
            yield
        finally:
            del os.environ[FONT_TIME]
            if before is not None:
                os.environ[FONT_TIME] = before


def _identifier(document: str) -> bytes:
    return hashlib.sha256(document.encode()).digest()[:16]


def _with_whole_alternatives(document: str) -> str:
    """Return the document with each drawing's description in its title: the PDF is given the title alone."""
    return re.sub(r"</title><desc [^>]*>([^<]*)</desc>", r". \1</title>", document)


def _own_files() -> Any:
    """Return a fetcher that reads our own fonts and nothing else."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"file", "data"})
