"""Small Word files, as Word writes them: marks cut into pieces, tables, a header."""

import io
import zipfile

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)


def paragraph(*pieces: str) -> str:
    runs = "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
    return f'<w:p w14:paraId="00000001">{runs}</w:p>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def word(*blocks: str, header: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file of these blocks; `extra`: further files in the package."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{''.join(blocks)}</w:body></w:document>".encode(),
    }
    if header:
        parts["word/header1.xml"] = f"{_HEAD}<w:hdr {_NAMES}>{header}</w:hdr>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in {**parts, **(extra or {})}.items():
            package.writestr(name, raw)
    return out.getvalue()


def text_of(source: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return package.read(part).decode()
