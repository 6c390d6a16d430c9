"""The phonemic alphabet into which every orthography is read: one ASCII byte per phoneme.

A distinction is kept when some orthography makes it (q beside k, G beside g, Q beside S); what is cheap to confuse is
said by the costs, not by the alphabet. A letter that an unknown orthography leaves open ("ch" in Latin letters may be
ч, ш or х) is a phoneme of its own, so that its costs are learned like any other's.

    vowels        a  A(ә ä)  e  i  I(ы, vowel y)  o  O(ө ў)  u  U(ү)
    consonants    b p d t g k q(қ) G(ғ gh) f v s z S(ш) Z(ж) C(ч) J(дж ҷ) T(ц) Q(щ) x(х kh) h(һ ҳ) l m n N(ң) r y(й)
    open letters  j(Latin j)  c(Latin c, cz)  H(Latin ch)  X(Latin x)  P(th)  D(dh)  w(Latin w)
    abjad         1(ع) 2(ا) 3(و) 4(ي ی) 5(final ه) 6(hamza): letters for a vowel, a consonant or nothing
"""

from __future__ import annotations

import re

VOWELS = "aAeiIoOuU"
CONSONANTS = "bpdtgkqGfvszSZCJTQxhlmnNryjcHXPDw"
ABJAD = "123456"
ALPHABET = VOWELS + CONSONANTS + ABJAD

LONGEST = 48  # phonemes of a word; what comes after them is not compared
_GLIDES = re.compile(r"[iIy]+(?=[aAeoOuU])|[iIy]{2,}|y")
_TWICE = re.compile(r"(.)\1+")
_BONES = {
    **dict.fromkeys("pb", "p"), **dict.fromkeys("fvw", "v"), **dict.fromkeys("td", "t"), **dict.fromkeys("kgqGxhX", "k"),
    **dict.fromkeys("szcTPD", "s"), **dict.fromkeys("SZCJQjH", "j"), **dict.fromkeys("nN", "n"), "l": "l", "m": "m", "r": "r",
}  # fmt: skip


def settle(phonemes: str) -> bytes:
    """Fold what orthographies write at will: doubled letters, and glides beside vowels (-iya, -ia, -ija; -iy, -yy, -y).

    A run of glides before a vowel is one y; before e it is nothing, or i after a consonant (Алиева, Aliyeva, Aliieva);
    elsewhere it is one i. A single ы stays ы.
    """
    return _TWICE.sub(r"\1", _GLIDES.sub(_glide, _TWICE.sub(r"\1", phonemes)))[:LONGEST].encode("ascii")


def _glide(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    after = text[end : end + 1]
    if after == "e":
        vocalic = start > 0 and text[start - 1] not in VOWELS and match[0] != "y"
        return "i" if vocalic else ""
    return "y" if after and after in VOWELS else "i"


def skeleton(phonemes: bytes) -> str:
    """Return the consonants by rough class, doubled ones once: a key by which look-alikes are found."""
    return _TWICE.sub(r"\1", "".join(_BONES.get(p, "") for p in phonemes.decode("ascii")))
