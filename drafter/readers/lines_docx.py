"""Word: a .docx that somebody else wrote as lines, from Word, WPS or LibreOffice, of any age.

A paragraph is a line, or several where its author broke it; a row of a table is a line, its cells split by tab, except
in tables that only lay out text; a text box follows the paragraph it is tied to. Automatic numbers are printed.
Headers, footers, notes and comments are no lines of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from drafter.lines import SourceLine, Stretch
from drafter.problems import DraftError, problem
from drafter.readers.docx import CODES, LIMITS, MOST_PARAGRAPHS
from drafter.readers.docx_looks import Look, Looks, looks, of_paragraph
from drafter.readers.docx_numbering import Numbered, Numbers, definitions
from drafter.readers.docx_runs import Letters, Written, written
from drafter.readers.docx_table import shape
from drafter.readers.docx_text import inside
from drafter.word_package import RefusedError, W, content_types, document_part, parsed, relationships, unpacked

__all__ = ["Paragraph", "Walk", "read", "walk"]

_BODY, _PARAGRAPH, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("body", "p", "tbl", "tr", "tc"))
_PROPERTIES = f"{W}pPr"
_DELETED_ROW, _DELETED_MARK = f"{W}trPr/{W}del", f"{W}rPr/{W}del"
_ELSEWHERE = (f"{W}altChunk", f"{W}subDoc")
_MACROS = "vbaproject.bin"
_MOST_IN_CELL = 4  # paragraphs; a cell with more lays out text
_TOUCHING = "、．.）)〕】：:，-—"


class Paragraph(NamedTuple):
    """段落: a w:p and what it prints: the automatic number, and behind it its letters but for the first `skipped`.

    The number is told with the blank that parts it from the letters; blanks that they begin with are no text then.
    """

    element: etree._Element
    letters: tuple[Letters, ...]
    number: str = ""
    skipped: int = 0

    @property
    def text(self) -> str:
        """What it prints. A line break is a line feed."""
        return self.number + "".join([each.text for each in self.letters])[self.skipped :]


class Walk(NamedTuple):
    """A document once gone through: its parts, the tree of the one that is called `main`, its lines and paragraphs.

    Paragraphs are those that lines and stretches are numbered by: the first is number 1.
    """

    parts: dict[str, bytes]
    main: str
    root: etree._Element
    lines: tuple[SourceLine, ...]
    paragraphs: tuple[Paragraph, ...]


def read(data: bytes) -> tuple[SourceLine, ...]:
    """Every line that is not blank. DraftError, without a place, where the bytes are no .docx or may not be opened."""
    return walk(data).lines


def walk(data: bytes) -> Walk:
    """The lines, and the paragraphs that they stand in. DraftError as for `read`."""
    try:
        return _walk(unpacked(data, LIMITS))
    except RefusedError as refused:
        raise DraftError([problem(CODES[refused.fault], None, **refused.words)]) from refused


def _walk(parts: dict[str, bytes]) -> Walk:
    kinds = content_types(parts)
    main = document_part(parts, kinds)
    if "macroEnabled" in kinds.get(main, "") or any(name.lower().endswith(_MACROS) for name in parts):
        raise DraftError([problem("R607")])
    root = parsed(parts[main])
    body = root.find(_BODY)
    if body is None:
        raise RefusedError("unusable", reason="它已经损坏")
    if sum(1 for _ in body.iter(_PARAGRAPH)) > MOST_PARAGRAPHS:
        raise RefusedError("excessive", reason=f"里有超过{MOST_PARAGRAPHS}个段落")
    if next(body.iter(*_ELSEWHERE), None) is not None:
        raise RefusedError("unusable", reason="它的一部分正文在别的文件里")
    related = {each.kind.rpartition("/")[2]: each.target for each in relationships(parts, main) if not each.external}
    styles, numbering = (_part(parts, related.get(kind)) for kind in ("styles", "numbering"))
    reading = _Reading(looks(styles), Numbers(definitions(numbering)))
    lines = tuple(reading.blocks(body))
    return Walk(parts, main, root, lines, tuple(reading.paragraphs))


def _part(parts: Mapping[str, bytes], name: str | None) -> etree._Element | None:
    return parsed(parts[name]) if name is not None and name in parts else None


class _Open(NamedTuple):
    """The place of a paragraph among all, its look and what it writes."""

    place: int
    look: Look
    found: Written


@dataclass(slots=True)
class _Reading:
    """Goes through a document once, keeping its paragraphs, counting tables and automatic numbers."""

    looks: Looks
    numbers: Numbers
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[SourceLine]:
        """The lines of all paragraphs and tables in a body, a cell or a text box."""
        open_: list[_Open] = []
        for element in inside(parent):
            if element.tag == _PARAGRAPH:
                yield from self.paragraph(element, open_)
            elif element.tag == _TABLE:
                yield from self.closed(open_)
                yield from self.table(element)
        yield from self.closed(open_)

    def paragraph(self, element: etree._Element, open_: list[_Open]) -> Iterator[SourceLine]:
        """The paragraph's lines, then those of its text boxes. One whose end was deleted goes on in the next."""
        properties = element.find(_PROPERTIES)
        look = self.look(properties)
        found = written(element, look, self.looks)
        open_.append(_Open(len(self.paragraphs), look, found))
        self.paragraphs.append(Paragraph(element, tuple(found.letters)))
        if properties is None or properties.find(_DELETED_MARK) is None:
            yield from self.closed(open_)
        for box in found.boxes:
            yield from self.blocks(box)

    def closed(self, open_: list[_Open]) -> Iterator[SourceLine]:
        """The lines of the paragraphs that go on to here as one; the last of them says how it looks."""
        if not open_:
            return
        places = [each.place for each in open_]
        last, look, found = open_[-1]
        open_.clear()
        self.number(places, look)
        stretches: list[Stretch] = []
        texts: list[str] = []
        begin = 0
        for place in places:
            text = self.paragraphs[place].text
            if text:
                stretches.append(Stretch(begin, place + 1, 1))
                texts.append(text)
                begin += len(text)
        yield from _broken("".join(texts), last + 1, stretches, look, found)

    def look(self, properties: etree._Element | None) -> Look:
        """How the paragraph looks by its style and by itself, its automatic number included."""
        worn = None if properties is None else properties.find(f"{W}pStyle")
        id_ = "" if worn is None else worn.get(f"{W}val") or ""
        style = self.looks.styles.get(id_, self.looks.default)
        own = of_paragraph(properties).over(style).over(self.looks.default)
        return own._replace(numbered=self.place_in_list(of_paragraph(properties).numbered, style.numbered, id_))

    def place_in_list(self, own: Numbered | None, style: Numbered | None, id_: str) -> Numbered | None:
        """The list and level that count the paragraph: its own, its style's, or those that name its style."""
        told = own if own is not None and own.list_id else style
        if told is None or told.list_id == "0" or (own is not None and own.list_id == "0"):
            return None
        named = self.numbers.defined.of_styles.get(id_)
        level = own.level if own is not None and own.level >= 0 else told.level
        if level < 0:
            level = named.level if named is not None and (own is None or not own.list_id) else 0
        return Numbered(told.list_id, level)

    def number(self, places: Sequence[int], look: Look) -> None:
        """Puts the automatic number before the first paragraph that prints anything; Word counts blank ones, too."""
        printed = self.numbers.printed(look.numbered) if look.numbered else ""
        if not printed:
            return
        for place in places:
            text = self.paragraphs[place].text
            words = text.lstrip()
            skipped = len(text) - len(words)
            number = printed + ("" if printed[-1] in _TOUCHING else " ") if words else ""
            self.paragraphs[place] = self.paragraphs[place]._replace(number=number, skipped=skipped)
            if words:
                return

    def table(self, element: etree._Element) -> Iterator[SourceLine]:
        """A line a row; in a table that lays out text, what its cells hold."""
        self.tables += 1
        table = self.tables
        above: dict[int, tuple[SourceLine, ...]] = {}
        for row in inside(element):
            if row.tag != _ROW or row.find(_DELETED_ROW) is not None:
                continue
            number = len(self.paragraphs) + 1
            cells = list(self.cells(row, above))
            if len(cells) == 1 or any(len(cell) > _MOST_IN_CELL for cell in cells) or _is_imprint(cells):
                yield from (line for cell in cells for line in cell)
            else:
                line = _row(cells, number, table)
                if line.text:
                    yield line

    def cells(self, row: etree._Element, above: dict[int, tuple[SourceLine, ...]]) -> Iterator[tuple[SourceLine, ...]]:
        """The lines of each cell; of one that is merged with those above it, those of the first.

        `above` holds the lines that stand above by column, and then those of this row.
        """
        column = 0
        for cell in inside(row):
            if cell.tag == _CELL:
                span, goes_on = shape(cell)
                lines = tuple(self.blocks(cell))
                above[column] = lines = (not lines and goes_on and above.get(column)) or lines
                column += span
                yield lines


def _row(cells: Sequence[Sequence[SourceLine]], number: int, table: int) -> SourceLine:
    """A row: its text is without what stands around it where the outer cells are empty."""
    stretches: list[Stretch] = []
    begin = 0
    for cell in cells:
        for line in cell:
            stretches += [each._replace(offset=each.offset + begin) for each in line.stretches or (_whole(line),)]
            begin += len(line.text) + 1
        begin += not cell
    texts = tuple(" ".join([line.text for line in cell]) for cell in cells)
    text = "\t".join(texts)
    blanks = len(text) - len(text.lstrip())
    moved = tuple(each._replace(offset=each.offset - blanks) for each in stretches)
    return SourceLine(text.strip(), number, row=table, stretches=moved, cells=texts)


def _whole(line: SourceLine) -> Stretch:
    return Stretch(0, line.number, 1)


def _is_imprint(cells: list[tuple[SourceLine, ...]]) -> bool:
    lines = [line for cell in cells for line in cell]
    return bool(lines) and all(line.style == "meta" for line in lines)


def _broken(text: str, number: int, stretches: Sequence[Stretch], look: Look, found: Written) -> Iterator[SourceLine]:
    """The lines of a paragraph, blank ones left out."""
    run = found.look or look
    is_plain = len(stretches) == 1 and stretches[0].line == number
    begin = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = begin + len(line) - len(line.lstrip())
            yield SourceLine(
                words,
                number,
                0,
                look.style,
                look.level or 0,
                look.align,
                found.bold,
                run.font,
                run.size,
                stretches=_between(stretches, start, start + len(words)) if start or not is_plain else (),
            )
        begin += len(line) + 1


def _between(stretches: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """The stretches of a part of the text."""
    first = bisect_right(stretches, start, key=_offset) - 1
    offset, line, column = stretches[first]
    opening = Stretch(0, line, column + start - offset)
    return (
        opening,
        *(each._replace(offset=each.offset - start) for each in stretches[first + 1 :] if each.offset < end),
    )


def _offset(stretch: Stretch) -> int:
    return stretch.offset
