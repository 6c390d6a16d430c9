"""The QR code of a paper as SVG."""

import io

import segno

QUIET_ZONE = 4  # modules of white around a code, as ISO/IEC 18004 asks
MOST_VERSION = 20  # 97 modules: 0.4 mm each in a code of 40 mm


class TooDense(ValueError):
    """A code of this text could not be scanned from paper."""


def qr_svg(text: str, *, title: str, millimetres: int = 40) -> str:
    """Return a QR code as SVG of this width, dark on white, with a title for those who cannot see it.

    Raises:
        TooDense: the text is too long.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    if int(code.version) > MOST_VERSION:
        raise TooDense(f"version {code.version} is more than {MOST_VERSION}")
    width = code.symbol_size(border=QUIET_ZONE)[0]
    out = io.BytesIO()
    code.save(
        out, kind="svg", border=QUIET_ZONE, xmldecl=False, svgns=True, title=title, unit="mm",
        scale=millimetres / width, light="#fff", nl=False,
    )  # fmt: skip
    return out.getvalue().decode()
