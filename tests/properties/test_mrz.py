"""What is written into a zone is read back, whatever the name, the number and the dates."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tulga.kernel.countries import ICAO_SPECIAL, all_countries, icao_code
from tulga.kernel.dates import PartialDate
from tulga.papers.core.letters import components
from tulga.papers.core.mrz import NAME_WIDTH, Size, name_field, read, write, zone_of

TODAY = date(2026, 11, 25)
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
CODES = sorted({one.iso3 for one in all_countries() if one.kind == "state"} | {"XXA", "XXB", "XXC", "XXX", "UNO"})
words = st.text(PLAIN + PLAIN.lower() + KAZAKH + "'-", min_size=1, max_size=20)
names = st.lists(words, max_size=5).map(" ".join)
numbers = st.text(PLAIN + "0123456789", min_size=1, max_size=9)
births = st.dates(date(1930, 1, 1), TODAY).flatmap(
    lambda day: st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}", "unknown"])
)


@given(
    st.sampled_from(Size), names.filter(lambda name: bool(components(name))), names, numbers,
    st.sampled_from(CODES), st.sampled_from(CODES), births, st.sampled_from(["M", "F", ""]),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.text(PLAIN + "0123456789", max_size=7),
)  # fmt: skip
def test_what_is_written_is_read_back(
    size: Size, primary: str, secondary: str, number: str, issuer: str, nationality: str, born: str, sex: str,
    expires: date, optional: str,
) -> None:  # fmt: skip
    zone = zone_of(
        size, code="PS" if size is Size.TD3 else "I", issuer=issuer, number=number, primary=primary,
        secondary=secondary, nationality=nationality, birth=PartialDate.parse(born), sex=sex, expires=expires,
        optional=optional,
    )  # fmt: skip

    found = read("\n".join(write(zone)), today=TODAY)

    assert found.holds
    told = found.zone
    assert (told.number, told.issuer, told.nationality) == (number, icao_code(issuer), icao_code(nationality))
    assert (told.sex, told.expires, told.optional) == (sex, expires, optional)
    assert told.birth.text == born or born == "unknown" == told.birth.text
    whole = len("<<".join("<".join(part) for part in (zone.primary, zone.secondary) if part)) <= NAME_WIDTH[size]
    assert not whole or (told.primary, told.secondary) == (zone.primary, zone.secondary)


@given(
    st.lists(st.text(PLAIN, min_size=1, max_size=30), min_size=1, max_size=8).map(tuple),
    st.lists(st.text(PLAIN, min_size=1, max_size=30), max_size=8).map(tuple), st.sampled_from([30, 31, 39]),
)  # fmt: skip
def test_a_name_keeps_its_first_letters_in_order(
    primary: tuple[str, ...], secondary: tuple[str, ...], width: int
) -> None:
    field = name_field(primary, secondary, width)

    assert len(field) == width
    first, _, last = field.rstrip("<").partition("<<")
    assert "<<" not in last
    kept = [part for part in first.split("<") if part]
    assert all(whole.startswith(part) for part, whole in zip(kept, primary, strict=False))
    assert bool(last) == bool(secondary)
    assert all(whole.startswith(part) for part, whole in zip(last.split("<") if last else [], secondary, strict=False))


def test_every_code_fits() -> None:
    assert all(1 <= len(icao_code(code)) <= 3 for code in [*CODES, *ICAO_SPECIAL])
