"""Measures PDFs of drafter's own documents as a typesetter would with a ruler (GB/T 9704-2012, 5, 7.3, 7.5 and 8).

    python .ci/measure.py FILE.pdf…

Prints a line for each file and what is wrong with it; exit status 1 where something is. Needs pdfplumber, which brings
pypdfium2 and Pillow.

How: the base line of each character comes from its text matrix. With exact pitch LibreOffice puts it four fifths of the
pitch below the line's top, so the rows of a page can be counted from the upper edge of the type area. A full line is
one of full-width characters alone that begins at the left margin and reaches the right one; a mark that hangs over the
right margin is not counted. The dash of a page number is measured by its ink.
"""

from __future__ import annotations

import re
import statistics
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pypdfium2

from drafter.layout import GBT9704, Layout

MM = 72 / 25.4
BASE_LINE = 0.8  # of the pitch, from the line's top
HANGING = "，。、；：？！．,.;:?!”’）》】〕」』"
FULL_WIDTH_MARKS = "“”‘’—…·"
NUMBER = re.compile(r"— (\d+) —")

Char = dict[str, Any]
"""A character as pdfplumber gives it: text, size, x0, x1, top, matrix …"""


@dataclass
class Row:
    """Characters on one base line, from left to right; `y` counts from the page's foot, in points."""

    y: float
    chars: list[Char] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(char["text"] for char in self.chars)

    @property
    def size(self) -> float:
        return statistics.median(char["size"] for char in self.chars)


@dataclass
class Seen:
    """What the pages of one file show."""

    pages: int = 0
    full_lines: Counter[int] = field(default_factory=Counter)
    last_rows: list[int] = field(default_factory=list)
    off_grid: list[str] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    titles: list[tuple[float, float]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def is_full_width(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in FULL_WIDTH_MARKS


def rows_of(page: Any) -> list[Row]:
    """The upright text of a page by base lines, top to bottom."""
    rows: list[Row] = []
    for char in sorted(page.chars, key=lambda char: -char["matrix"][5]):
        if char["upright"] and char["text"].strip():
            y = char["matrix"][5]
            if not rows or rows[-1].y - y > 2:
                rows.append(Row(y))
            rows[-1].chars.append(char)
    for row in rows:
        row.chars.sort(key=lambda char: char["x0"])
    return rows


def measure(file: str, layout: Layout) -> Seen:
    """Looks at every page of the file."""
    seen = Seen()
    ink = pypdfium2.PdfDocument(file)
    with pdfplumber.open(file) as pdf:
        seen.pages = len(pdf.pages)
        for number, page in enumerate(pdf.pages, start=1):
            if page.width > page.height:
                seen.numbers += turned_number(page, number, layout)
                continue
            rows = rows_of(page)
            foot = layout.page.bottom * MM
            text, below = [row for row in rows if row.y > foot], [row for row in rows if row.y <= foot]
            seen.numbers += upright_number(page, below, number, layout, ink[number - 1])
            measure_text(text, page, number, layout, seen)
    return seen


def measure_text(rows: list[Row], page: Any, number: int, layout: Layout, seen: Seen) -> None:
    """Body text, its place on the line grid, its full lines; the title of the first page."""
    body, left = layout.body, layout.page.left * MM
    top, right = page.height - layout.page.top * MM, page.width - layout.page.right * MM
    if number == 1:
        middle = (left + right) / 2
        for row in rows:
            if abs(row.size - layout.title.size) < 0.3:
                seen.titles.append((row.size, ((row.chars[0]["x0"] + row.chars[-1]["x1"]) / 2 - middle) / MM))
    texts = [row for row in rows if abs(row.size - body.size) < 0.6]
    only_text = not (page.images or page.lines or page.rects or page.curves)  # pictures, tables, 版头
    for row in texts:
        seen.sizes[round(row.size, 1)] += 1
        place = (top - row.y) / body.pitch - BASE_LINE
        if only_text and abs(place - round(place)) > 0.05:
            seen.off_grid.append(f"page {number}: “{row.text[:12]}” stands {place:.2f} lines below the top")
        if row.chars[0]["x0"] < left + 0.4 * body.size:
            seen.lefts.append(row.chars[0]["x0"] / MM)
            count_full(row, right, body.size, seen)
    if texts:
        seen.last_rows.append(round((top - texts[-1].y) / body.pitch - BASE_LINE) + 1)
        if texts[0] is rows[0]:
            seen.tops.append((page.height - texts[0].y - BASE_LINE * body.pitch) / MM)


def count_full(row: Row, right: float, size: float, seen: Seen) -> None:
    inside = [char for char in row.chars if not (char["x0"] >= right - 2 and char["text"] in HANGING)]
    reaches = bool(inside) and inside[-1]["x1"] >= right - 0.9 * size
    if reaches and all(is_full_width(char["text"]) for char in inside):
        seen.full_lines[len(inside)] += 1


def upright_number(page: Any, below: list[Row], number: int, layout: Layout, ink: Any) -> Iterator[str]:
    """What is wrong with a page's number (7.5)."""
    look, wanted = layout.page_number.look, layout.page_number.odd if number % 2 else layout.page_number.even
    spaced = "".join(char["text"] for char in sorted(page.chars, key=lambda c: c["x0"]) if char["matrix"][5] <= 35 * MM)
    found = NUMBER.search(spaced.strip())
    if len(below) != 1 or not found or int(found[1]) != number:
        yield f"page {number}: the number reads “{spaced.strip()}”"
        return
    chars = below[0].chars
    side = "right" if chars[0]["x0"] > page.width / 2 else "left"
    blanks = {"left": chars[0]["x0"] - layout.page.left * MM}
    blanks["right"] = page.width - layout.page.right * MM - chars[-1]["x1"]
    if side != wanted or abs(below[0].size - look.size) > 0.3:
        yield f"page {number}: the number stands {side}, {below[0].size:.1f} pt"
    elif abs(blanks[side] / look.size - getattr(look, side)) > 0.15:
        yield f"page {number}: {blanks[side] / look.size:.2f} characters beside the number"
    drop = dash_drop(chars[0], page, layout, ink)
    if abs(drop - layout.page_number.drop) > 1:
        yield f"page {number}: the dash lies {drop:.2f} mm below the type area"


def dash_drop(dash: Char, page: Any, layout: Layout, ink: Any) -> float:
    """How far the middle of the dash's ink lies below the type area, in millimetres."""
    scale, y = 4, dash["matrix"][5]
    box = (dash["x0"], y - 0.3 * dash["size"], page.width - dash["x1"], page.height - y - dash["size"])
    picture = ink.render(scale=scale, crop=box).to_pil().convert("L")
    black = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    if black is None:
        return 0.0
    middle = y + dash["size"] - (black[1] + black[3]) / 2 / scale
    return float(layout.page.bottom - middle / MM)


def turned_number(page: Any, number: int, layout: Layout) -> Iterator[str]:
    """A landscape page's number stands at its left edge, turned: below on odd pages, above on even ones (8)."""
    turned = sorted((char for char in page.chars if not char["upright"]), key=lambda char: char["top"])
    words = "".join(char["text"] for char in turned).strip()
    found = NUMBER.fullmatch(words)
    if not found or int(found[1]) != number:
        yield f"page {number}: the number reads “{words}”"
        return
    inked = [char for char in turned if char["text"].strip()]
    below = (inked[0]["top"] + inked[-1]["bottom"]) / 2 > page.height / 2
    if inked[0]["x0"] > layout.page.bottom * MM or below is not bool(number % 2):
        yield f"page {number}: the turned number stands on the wrong side"


def faults(seen: Seen, layout: Layout) -> Iterator[str]:
    """What a typesetter would send back."""
    page = layout.page
    yield from seen.numbers
    yield from seen.off_grid
    if seen.pages > 1 and not seen.full_lines:
        yield "no full line to count characters in"
    if seen.full_lines and seen.full_lines.most_common(1)[0][0] != 28:
        yield f"characters in full lines: {dict(seen.full_lines)}"
    if any(last > 22 for last in seen.last_rows) or (seen.pages > 1 and 22 not in seen.last_rows):
        yield f"last rows of the pages: {seen.last_rows}"
    if seen.lefts and abs(min(seen.lefts) - page.left) > 1:
        yield f"left margin {min(seen.lefts):.2f} mm"
    if seen.tops and max(abs(top - page.top) for top in seen.tops) > 1:
        yield f"upper edge of the text {seen.tops} mm"
    if not seen.titles:
        yield "no title in its size"
    yield from (f"the title stands {off:.2f} mm beside the middle" for _, off in seen.titles if abs(off) > 1)
    if not seen.sizes or seen.sizes.most_common(1)[0][0] != layout.body.size:
        yield f"sizes of body text: {dict(seen.sizes)}"


def main(files: list[str]) -> int:
    """Measures each file; 1 where one is not as it should be."""
    bad = False
    for file in files:
        seen = measure(file, GBT9704)
        found = list(faults(seen, GBT9704))
        bad = bad or bool(found)
        count = seen.full_lines.most_common(1)[0][0] if seen.full_lines else "-"
        rows, left = max(seen.last_rows, default=0), min(seen.lefts, default=0.0)
        print(f"{file}: {seen.pages} pages, {count} characters × {rows} lines, left {left:.2f} mm, {len(found)} faults")
        print("".join(f"  {fault}\n" for fault in found), end="")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
