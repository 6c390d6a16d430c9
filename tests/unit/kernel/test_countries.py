"""Countries in both code systems, States that have ceased, and codes of travel documents."""

from collections import Counter
from datetime import date

import pytest

from tulga.kernel import countries
from tulga.kernel.countries import UnknownCountry, all_countries, find_country, get_country, icao_code, name

# codes that mean another country in the other system, or are written differently there (UNHCR's list of countries)
CROSSWALK = {
    "AUS": "AUT", "AUL": "AUS", "GFR": "DEU", "SWI": "CHE", "SPA": "ESP", "UKR": "UKR", "UZB": "UZB", "KAZ": "KAZ",
    "KGZ": "KGZ", "RUS": "RUS", "TKM": "TKM", "TJK": "TJK", "SYR": "SYR", "CHI": "CHN", "CHL": "CHL", "IRN": "IRN",
    "STA": "XXA", "UAE": "ARE", "SUD": "SDN", "SSD": "SSD", "GBR": "GBR", "NET": "NLD", "TUR": "TUR", "ANT": "ATG",
}  # fmt: skip
CEASED = {
    "SUN": ("SUHH", date(1991, 12, 26), 15), "YUG": ("YUCS", date(2003, 2, 4), 7), "CSK": ("CSHH", date(1993, 1, 1), 2),
    "DDR": ("DDDE", date(1990, 10, 3), 1), "SCG": ("CSXX", date(2006, 6, 5), 2), "YMD": ("YDYE", date(1990, 5, 22), 1),
}  # fmt: skip


@pytest.mark.parametrize(("unhcr", "iso3"), CROSSWALK.items())
def test_a_code_of_unhcr_means_the_right_country(unhcr: str, iso3: str) -> None:
    assert get_country(unhcr, "unhcr").iso3 == iso3


def test_the_same_letters_are_another_country_in_the_other_system() -> None:
    assert name(get_country("AUS", "iso3").iso3, "en") == "Australia"
    assert get_country("AUS", "unhcr").name("en") == "Austria"


@pytest.mark.parametrize("iso3", CEASED)
def test_a_ceased_state_knows_its_end_and_its_successors(iso3: str) -> None:
    iso2, end, successors = CEASED[iso3]

    state = get_country(iso3)

    assert (state.kind, state.iso2, state.valid.end, len(state.successors)) == ("ceased", iso2, end, successors)
    assert all(find_country(one) for one in state.successors)
    assert not state.valid.contains(end)


def test_codes_are_unique_within_their_system() -> None:
    for system in ("iso3", "iso2", "unhcr"):
        codes = Counter(code for one in all_countries() if (code := getattr(one, system)))
        doubled = {code for code, count in codes.items() if count > 1}
        assert doubled <= ({"UKN"} if system == "unhcr" else set())  # "unknown" and "unspecified" are one there


def test_every_country_has_a_name_in_three_languages_and_can_be_found_by_each_code() -> None:
    for country in all_countries():
        assert all(country.name(language) for language in ("en", "ru", "kk"))
        assert find_country(country.iso3) is country
        if country.iso2:
            assert find_country(country.iso2, "iso2") is country
    assert len(all_countries()) >= 240


def test_codes_are_read_in_either_case_and_with_spaces() -> None:
    assert get_country(" kaz ").iso3 == "KAZ"
    assert find_country("") is None


def test_an_unknown_code_is_refused_with_what_may_have_been_meant() -> None:
    with pytest.raises(UnknownCountry, match=r"did you mean DEU \(Germany\)"):
        get_country("GFR")
    with pytest.raises(UnknownCountry, match="three-letter"):
        get_country("QQQ")
    with pytest.raises(ValueError, match="system"):
        find_country("KAZ", "fips")


def test_travel_documents_carry_the_codes_of_icao() -> None:
    assert [icao_code(code) for code in ("XXA", "XXB", "XXC", "XXX")] == ["XXA", "XXB", "XXC", "XXX"]
    assert (icao_code("DEU"), icao_code("KAZ")) == ("D", "KAZ")
    with pytest.raises(UnknownCountry):
        icao_code("QQQ")


def test_an_unknown_origin_never_becomes_a_resident_of_kosovo() -> None:
    """UNK on a travel document is Kosovo's interim administration; in the statistics it is "unknown"."""
    assert icao_code(countries.UNKNOWN_ORIGIN) == countries.UNSPECIFIED


def test_stateless_unknown_and_unspecified_are_three_things() -> None:
    assert len({countries.STATELESS, countries.UNKNOWN_ORIGIN, countries.UNSPECIFIED}) == 3
    assert {get_country(code).kind for code in ("XXA", "UNK", "XXX")} == {"special"}
