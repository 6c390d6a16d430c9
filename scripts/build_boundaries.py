"""Make the boundaries that the factsheet's map draws: `build_boundaries.py KAZ NATURAL-EARTH.geojson OUT.json`.

Projects (Albers, equal area, so that a large region looks as large as it is), simplifies line by line, so that two
neighbours keep one border between them, and writes whole numbers. Run once; the result is committed.
"""

import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
WIDTH = 1000
TOLERANCE = 1.1  # in units of the drawing, of which the country is a thousand wide
SMALLEST = 12.0  # islands smaller than this many square units are left out
SOURCE = "Natural Earth, 10m admin-1 states and provinces"
LICENCE = "public domain"
BEFORE = "2022-06-08"  # three regions were born that day; these lines do not hold them
CITIES = {"KZ-AST": (71.45, 51.17), "KZ-ALA": (76.93, 43.24), "KZ-SHY": (69.60, 42.32)}  # longitude, latitude
LABELS = {"KZ-YUZ": (68.6, 44.0)}  # where the middle lies under a city
CENTRE, PARALLELS = (67.0, 48.0), (42.5, 53.5)


def albers(point: Point) -> Point:
    """Return the place of a longitude and latitude on an equal-area cone."""
    one, two = (math.radians(parallel) for parallel in PARALLELS)
    n = (math.sin(one) + math.sin(two)) / 2
    c = math.cos(one) ** 2 + 2 * n * math.sin(one)
    radius = math.sqrt(c - 2 * n * math.sin(math.radians(point[1]))) / n
    zero = math.sqrt(c - 2 * n * math.sin(math.radians(CENTRE[1]))) / n
    angle = n * math.radians(point[0] - CENTRE[0])
    return radius * math.sin(angle), zero - radius * math.cos(angle)


def rings_of(geometry: dict) -> list[list[Point]]:
    """Return the outer rings. A hole is a city (drawn on top) or the leased cosmodrome, no other country's soil."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(x, y) for x, y in polygon[0][:-1]] for polygon in polygons]


def junctions(rings: list[list[Point]]) -> set[Point]:
    """Return the points where more than two lines meet."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
            neighbours[point].add(before)
            neighbours[before].add(point)
    return {point for point, others in neighbours.items() if len(others) > 2}


def simplified(line: list[Point]) -> list[Point]:
    """Return the line without the points closer to it than the tolerance (Douglas-Peucker), from either end alike."""
    if line[0] > line[-1] or (line[0] == line[-1] and line[1] > line[-2]):
        return simplified(line[::-1])[::-1] if line != line[::-1] else line
    return _reduced(line)


def _reduced(line: list[Point]) -> list[Point]:
    if len(line) < 3:
        return line
    far, index = max((_distance(point, line[0], line[-1]), at) for at, point in enumerate(line[1:-1], 1))
    if far <= TOLERANCE:
        return [line[0], line[-1]]
    return _reduced(line[: index + 1])[:-1] + _reduced(line[index:])


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0.0
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))


def simple_ring(ring: list[Point], meeting: set[Point]) -> list[Point]:
    at = [index for index, point in enumerate(ring) if point in meeting]
    start = at[0] if at else ring.index(min(ring))
    turned = [*ring[start:], *ring[: start + 1]]
    stops = [index for index, point in enumerate(turned) if point in meeting] if at else [0, len(turned) - 1]
    if len(stops) == 2:  # a line that comes back to where it began is cut in two, or it would shrink to a point
        first, last = stops
        stops = [first, max(range(first + 1, last), key=lambda index: math.dist(turned[index], turned[first])), last]
    lines = [simplified(turned[one : two + 1]) for one, two in pairwise(stops)]
    return [point for line in lines for point in line[:-1]]


def size(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def middle(ring: list[Point]) -> list[int]:
    """Return a place for a label: the point of a grid that lies deepest inside the ring."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / 40, min(ys) + (max(ys) - min(ys)) * j / 40)
        for i in range(41)
        for j in range(41)
    ]
    edges = list(zip(ring, ring[1:] + ring[:1], strict=True))
    inside = [point for point in grid if _inside(point, edges)]
    best = max(inside, key=lambda point: min(_distance(point, a, b) for a, b in edges))
    return [round(best[0]), round(best[1])]


def _inside(point: Point, edges: list[tuple[Point, Point]]) -> bool:
    x, y = point
    return (
        sum((a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] for a, b in edges) % 2
        == 1
    )


def path(rings: list[list[Point]]) -> str:
    """Return the path of an area, in whole numbers, relative from point to point."""
    parts = []
    for ring in rings:
        whole = [(round(x), round(y)) for x, y in ring]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
        parts.append(
            f"M{whole[0][0]} {whole[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps if (x, y) != (0, 0)) + "z"
        )
    return "".join(parts)


def main(country: str, source: Path, out: Path) -> None:
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    projected = {
        one["properties"]["iso_3166_2"]: [[albers(point) for point in ring] for ring in rings_of(one["geometry"])]
        for one in features
    }
    every = [point for rings in projected.values() for ring in rings for point in ring]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    top, bottom = max(y for _, y in every), min(y for _, y in every)
    scale = WIDTH / (right - left)
    placed = {
        code: [[((x - left) * scale, (top - y) * scale) for x, y in ring] for ring in rings]
        for code, rings in projected.items()
    }
    meeting = junctions([ring for rings in placed.values() for ring in rings])
    large = {code: rings for code, rings in sorted(placed.items()) if code not in CITIES}
    seen = {code: [ring for ring in rings if size(ring) >= SMALLEST] for code, rings in large.items()}

    def at(place: Point) -> list[int]:
        x, y = albers(place)
        return [round((x - left) * scale), round((top - y) * scale)]

    document = {
        "country": country,
        "source": SOURCE,
        "url": "https://www.naturalearthdata.com/",
        "licence": LICENCE,
        "before": BEFORE,
        "width": WIDTH,
        "height": math.ceil((top - bottom) * scale),
        "areas": {code: path([simple_ring(ring, meeting) for ring in rings]) for code, rings in seen.items()},
        "labels": {
            code: at(LABELS[code]) if code in LABELS else middle(max(rings, key=size)) for code, rings in seen.items()
        },
        "cities": {code: at(place) for code, place in CITIES.items()},
    }
    out.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
