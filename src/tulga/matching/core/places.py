"""Places under their names of then and now, in the scripts of the region."""

from __future__ import annotations

import csv
import gzip
from functools import cache, lru_cache
from importlib.resources import files

# Former names that GeoNames lacks; each was the official name of the city in the years noted.
_NAMES_OF_OLD = """
астана: целиноград, акмолинск, акмола, нур-султан
алматы: верный, алма-ата
шымкент: чимкент
тараз: джамбул, жамбыл, аулие-ата
актау: шевченко
атырау: гурьев
семей: семипалатинск
жезказган: джезказган
өскемен: усть-каменогорск
бишкек: фрунзе
каракол: пржевальск
худжанд: ленинабад
туркменабад: чарджоу
туркменбаши: красноводск
санкт-петербург: ленинград
луганск: ворошиловград
днепр: днепропетровск
кульджа: инин
душанбе: сталинабад
бохтар: курган-тюбе
дашогуз: ташауз
алеппо: халеб
"""
_FORMER = {
    old: now
    for now, names in (line.split(": ") for line in _NAMES_OF_OLD.split("\n") if line)
    for old in names.split(", ")
}


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    packed = files("tulga.matching").joinpath("data/places.csv.gz").read_bytes()
    for row in csv.DictReader(gzip.decompress(packed).decode("utf-8").splitlines()):
        for name in filter(None, (row["name"], *row["other_names"].split("|"))):
            found.setdefault(name.casefold(), row["geonameid"])
    return found


@lru_cache(maxsize=1 << 16)
def place_id(name: str) -> str:
    """Return one identity for all known names of a place, or the folded name; the largest place of a name wins."""
    folded = " ".join(name.casefold().replace("ё", "е").split())
    folded = _FORMER.get(folded, folded)
    return _table().get(folded, folded)
