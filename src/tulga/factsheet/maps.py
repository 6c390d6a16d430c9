"""The map of a country by area, as accessible SVG: shaded by number, hatched where withheld, numbered as its table is.

Only boundaries whose licence is settled are in the repository, and each file says for which days it holds. A country or
a day without boundaries gets no map.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tulga.factsheet.charts import INK, PAPER, SOFT, drawing, text
from tulga.figures.core.cells import Cell, Withheld, value_of
from tulga.kernel.areas import Area, areas_of

FOLDER = Path(__file__).parent / "boundaries"
SHADES = ("#efe6d2", "#d3d9b8", "#9fbf9f", "#5d9482", "#14594f")
EMPTY = "#f7f4ee"
LEGEND_HEIGHT = 82


@dataclass(frozen=True, slots=True)
class Place:
    """One area on the map: its numeral, what is known of it, and where it lies."""

    numeral: int
    area: Area
    code: str
    cell: Cell | None


@lru_cache(maxsize=4)
def boundaries(country: str, on: date) -> dict[str, Any] | None:
    """Return the boundaries that hold on a day, or None."""
    file = FOLDER / f"{country}.json"
    if not file.exists():
        return None
    found = json.loads(file.read_text(encoding="utf-8"))
    return found if on < date.fromisoformat(found["before"]) else None


def places(country: str, on: date, cells: Mapping[str, Cell]) -> tuple[Place, ...]:
    """Return the areas of the day in the order of their ids, numbered; the areas without a figure have no cell."""
    found = [(area, area.code(on)) for area in areas_of(country, on)]
    return tuple(
        Place(index, area, code, cells.get(area.id)) for index, (area, code) in enumerate(found, 1) if code is not None
    )


def steps(values: Sequence[int]) -> tuple[int, ...]:
    """Return the upper bounds of up to five classes, round numbers that grow by equal shares of the logarithm."""
    if not values:
        return ()
    most = max(values)
    bounds: list[int] = []
    for bound in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000):
        bounds.append(bound)
        if bound >= most:
            break
    return tuple(bounds[-len(SHADES) :])


def shade(cell: Cell | None, bounds: Sequence[int], key: str) -> str:
    if cell is None:
        return EMPTY
    value = value_of(cell)
    if value == 0:
        return EMPTY
    if value is None:
        return f"url(#{key}-hatch)" if isinstance(cell, Withheld) else EMPTY
    return SHADES[next((index for index, bound in enumerate(bounds) if value <= bound), len(bounds) - 1)]


def draw(
    country: str,
    on: date,
    shown: Sequence[Place],
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
    number: Callable[[int], str],
) -> SafeString | None:
    """Return the map, or None where no boundaries hold. `words`: "withheld", "none"; `number` writes a whole number."""
    held = boundaries(country, on)
    if held is None:
        return None
    key = "map"
    bounds = steps([value for place in shown if place.cell and (value := value_of(place.cell)) is not None])
    content: list[str] = [_region(place, held, bounds, key) for place in shown if place.code in held["areas"]]
    content += [_numeral(place, held["labels"][place.code], bounds) for place in shown if place.code in held["labels"]]
    content += [_city(place, held, bounds, key) for place in shown if place.code in held["cities"]]
    content += _legend(held["height"], bounds, words, number, key) if bounds else []
    height = held["height"] + (LEGEND_HEIGHT if bounds else 4)
    return drawing(key, held["width"], height, title, description, content)


def _region(place: Place, held: Mapping[str, Any], bounds: Sequence[int], key: str) -> SafeString:
    return format_html(
        '<path class="area" d="{}" fill="{}" stroke="{}" stroke-width="1.5" stroke-linejoin="round"></path>',
        held["areas"][place.code],
        shade(place.cell, bounds, key),
        SOFT,
    )


def _city(place: Place, held: Mapping[str, Any], bounds: Sequence[int], key: str) -> SafeString:
    at = held["cities"][place.code]
    circle = format_html(
        '<circle class="city" cx="{}" cy="{}" r="15" fill="{}" stroke="{}" stroke-width="2.5"></circle>',
        at[0],
        at[1],
        shade(place.cell, bounds, key),
        INK,
    )
    return circle + _numeral(place, at, bounds, size=19)


def _numeral(place: Place, at: Sequence[int], bounds: Sequence[int], *, size: int = 24) -> SafeString:
    """Return the numeral, with a halo of paper where the ground is hatched, and light on the two darkest shades."""
    (x, y), fill = at, shade(place.cell, bounds, "map")
    colour = PAPER if fill in SHADES[-2:] else INK
    halo = SafeString()
    if fill.startswith("url"):
        halo = format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"></circle>', x, y, round(size * 0.72), PAPER)
    return halo + text(x, y + size * 0.36, str(place.numeral), anchor="middle", size=size, colour=colour, bold=True)


def _legend(
    top: int, bounds: Sequence[int], words: Mapping[str, str], number: Callable[[int], str], key: str
) -> list[SafeString]:
    lows = (1, *(bound + 1 for bound in bounds))
    entries = [
        (colour, f"{number(low)}–{number(high)}") for colour, low, high in zip(SHADES, lows, bounds, strict=False)
    ]
    others = [(f"url(#{key}-hatch)", words["withheld"]), (EMPTY, words["none"])]
    content = []
    for row, line in enumerate((entries, others)):
        for column, (colour, label) in enumerate(line):
            x, y = column * (1000 // (len(SHADES) if row == 0 else 3)), top + 22 + row * 30
            content += [_swatch(x, y, colour), text(x + 33, y + 16, label, size=19)]
    return content


def _swatch(x: int, y: int, colour: str) -> SafeString:
    return format_html('<rect x="{}" y="{}" width="26" height="18" fill="{}" stroke="{}"></rect>', x, y, colour, SOFT)
