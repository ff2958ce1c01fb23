"""Dates in the spreadsheets that go with a plan into its next year (随行的表格): cells moved, all else byte for byte.

Each cell is moved in the file as it is, in its own XML or between its own separators, and the file is read again: where
anything else reads otherwise than before, nothing in it is moved, and the cells are left to the clerk.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from drafter.rolling import Moved

__all__ = ["moved"]

_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EPOCH = date(1899, 12, 30)
_WORDS = ("s", "inlineStr", "str")
_SEPARATORS = (",", "\t", ";", "；")

Texts = Mapping[tuple[int, int], str]
"""What the cells of a sheet show, by row and column."""


def moved(files: Mapping[str, Path], cells: Iterable[Moved]) -> tuple[dict[str, bytes], frozenset[Moved]]:
    """Those of `files` that hold one of `cells`, by name, with the cells moved; and which cells were."""
    by_file: defaultdict[Path, list[Moved]] = defaultdict(list)
    for each in cells:
        by_file[Path(each.place.file).resolve()].append(each)
    changed: dict[str, bytes] = {}
    made: set[Moved] = set()
    for name, path in files.items():
        for sheet in dict.fromkeys(each.place.sheet for each in by_file.get(path.resolve(), [])):
            own = [each for each in by_file[path.resolve()] if each.place.sheet == sheet]
            data = changed.get(name) or path.read_bytes()
            edit = _in_csv if path.suffix.lower() == ".csv" else _in_workbook
            written, done = edit(data, own)
            if done:
                changed[name] = written
                made.update(done)
    return changed, frozenset(made)


def _whole(cells: Iterable[Moved], texts: Texts) -> list[Moved]:
    """Those cells that hold the date and nothing else, each once."""
    by_cell = {(each.place.line, each.place.column): each for each in cells}
    return [each for at, each in by_cell.items() if texts.get(at) == each.before]


def _as_wanted(before: Texts, after: Texts, done: Iterable[Moved]) -> bool:
    """Whether exactly the cells in `done` read otherwise, and as they should."""
    wanted = {(each.place.line, each.place.column): each.after for each in done}
    return after == {**before, **wanted}


# ---- workbooks ------------------------------------------------------------------------------------------------------


def _in_workbook(data: bytes, cells: list[Moved]) -> tuple[bytes, list[Moved]]:
    from drafter import word_package

    name = cells[0].place.sheet or ""
    texts = _shown(data, name)
    part = _part(data, name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = word_package.parsed(archive.read(part))
    by_name = {each.get("r"): each for each in root.iter(f"{_SHEETS}c")}
    done = [each for each in _whole(cells, texts) if _put(by_name, each)]
    written = _with_part(data, part, word_package.written(root))
    return (written, done) if done and _as_wanted(texts, _shown(written, name), done) else (data, [])


def _shown(data: bytes, sheet: str) -> Texts:
    from drafter import sheet_xlsx

    found = sheet_xlsx.grid(sheet_xlsx.opened(data), sheet)
    return {(row, column): cell.text for row, cells in found.rows.items() for column, cell in cells.items()}


def _part(data: bytes, sheet: str) -> str:
    """The part of the workbook that holds a sheet."""
    from drafter import word_package
    from drafter.sheet_xlsx import LIMITS

    parts = word_package.unpacked(data, LIMITS)
    main = next(each.target for each in word_package.relationships(parts, "") if each.kind.endswith("/officeDocument"))
    ids = {each.get("name"): each.get(_RELATED) for each in word_package.parsed(parts[main]).iter(f"{_SHEETS}sheet")}
    return next(each.target for each in word_package.relationships(parts, main) if each.id == ids[sheet])


def _put(by_name: Mapping[str, Any], move: Moved) -> bool:
    """Writes a cell's new text into its element: a text for a text, a number for a number; False for a formula."""
    from drafter.place import cell_name

    cell = by_name.get(cell_name(move.place.line, move.place.column))
    if cell is None or cell.find(f"{_SHEETS}f") is not None:  # a cell need not say which one it is
        return False
    value = cell.find(f"{_SHEETS}v")
    if cell.get("t") in _WORDS:
        for inner in list(cell):
            cell.remove(inner)
        cell.set("t", "inlineStr")
        text = cell.makeelement(f"{_SHEETS}t")
        text.text = move.after
        outer = cell.makeelement(f"{_SHEETS}is")
        outer.append(text)
        cell.append(outer)
        return True
    number = _number(value.text or "", move) if value is not None and cell.get("t") in (None, "n") else None
    if value is None or number is None:
        return False
    value.text = number
    return True


def _number(stored: str, move: Moved) -> str | None:
    """A year typed as a number, or a day as workbooks count them, so much later; None where the calendar lacks it."""
    if stored == move.before:
        return move.after
    years = [int(found[:4]) for found in re.findall(r"\d{4}年", f"{move.before}{move.after}")]
    if not stored.isdecimal() or len(years) != 2:
        return None
    day = _EPOCH + timedelta(days=int(stored))
    try:
        return str((day.replace(year=day.year + years[1] - years[0]) - _EPOCH).days)
    except ValueError:
        return None


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The container with one part exchanged."""
    container = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(container, "w") as new:
        for info in old.infolist():
            new.writestr(info, content if info.filename == name else old.read(info))
    return container.getvalue()


# ---- CSV ------------------------------------------------------------------------------------------------------------


class _Span(NamedTuple):
    """A cell's characters in the text."""

    start: int
    end: int


def _in_csv(data: bytes, cells: list[Moved]) -> tuple[bytes, list[Moved]]:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        for separator in _SEPARATORS:
            written, done = _parted(text, separator, cells)
            if done:
                return written.encode(encoding), done
        break
    return data, []


def _parted(text: str, separator: str, cells: list[Moved]) -> tuple[str, list[Moved]]:
    """The text with the cells moved, where `separator` is what parts them."""
    before = _records(text, separator)
    done = _whole(cells, before)
    spans = dict(_spans(text, separator))
    new, end = [], 0
    for each in sorted(done, key=lambda each: each.place[1:3]):
        span = spans.get((each.place.line, each.place.column))
        start = text.find(each.before, span.start, span.end) if span else -1
        if start < 0:
            return text, []
        new += [text[end:start], each.after]
        end = start + len(each.before)
    written = "".join([*new, text[end:]])
    return (written, done) if _as_wanted(before, _records(written, separator), done) else (text, [])


def _records(text: str, separator: str) -> Texts:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    try:
        rows = list(reader)
    except csv.Error:
        return {}
    return {
        (row, column): words.strip()
        for row, cells in enumerate(rows, start=1)
        for column, words in enumerate(cells, start=1)
        if words.strip()
    }


def _spans(text: str, separator: str) -> Iterator[tuple[tuple[int, int], _Span]]:
    """Where each cell stands, as the reader parts them: a quote opens a cell only at its beginning."""
    row, column, at = 1, 1, len(text) - len(text.removeprefix("\ufeff"))
    cell = re.compile(f'(?:"(?:[^"]|"")*")?[^{re.escape(separator)}\r\n]*')
    ends = re.compile(f"{re.escape(separator)}|\\r\\n|\\r|\\n")
    while True:
        match = cell.match(text, at)
        assert match is not None  # noqa: S101  # it may be empty
        yield (row, column), _Span(*match.span())
        end = ends.match(text, match.end())
        if end is None:
            return
        row, column = (row, column + 1) if end[0] == separator else (row + 1, 1)
        at = end.end()
