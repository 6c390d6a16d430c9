"""Bytes as text for the alphanumeric mode of QR codes (RFC 9285)."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {one: value for value, one in enumerate(_ALPHABET)}


def encode(data: bytes) -> str:
    """Return two bytes as three characters, a last single one as two."""
    pieces = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            pieces.append(_ALPHABET[digit])
    return "".join(pieces)


def decode(text: str) -> bytes:
    """Return the bytes.

    Raises:
        ValueError: this is no text of base45.
    """
    pieces = []
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        if len(group) == 1 or not all(one in _VALUES for one in group):
            raise ValueError("no base45")
        value = sum(_VALUES[one] * 45**place for place, one in enumerate(group))
        try:
            pieces.append(value.to_bytes(len(group) - 1, "big"))
        except OverflowError as error:
            raise ValueError("no base45") from error
    return b"".join(pieces)
