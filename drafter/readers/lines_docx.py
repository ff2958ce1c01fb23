"""Word: a .docx that somebody else wrote as lines, from Word, WPS or LibreOffice, of any age.

A paragraph is a line, or several where its author broke it; a row of a table is a line, its cells split by tab, except
in tables that only lay out text; a text box follows the paragraph it is tied to. Automatic numbers are printed.
Headers, footers, notes and comments are no lines of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafter.lines import SourceLine
from drafter.problems import DraftError, problem
from drafter.readers.docx import CODES, LIMITS, MOST_PARAGRAPHS
from drafter.readers.docx_looks import Look, Looks, looks, of_paragraph
from drafter.readers.docx_numbering import Numbered, Numbers, definitions
from drafter.readers.docx_runs import Written, written
from drafter.readers.docx_text import inside
from drafter.word_package import RefusedError, W, content_types, document_part, parsed, relationships, unpacked

__all__ = ["read"]

_BODY, _PARAGRAPH, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("body", "p", "tbl", "tr", "tc"))
_PROPERTIES = f"{W}pPr"
_DELETED_ROW, _DELETED_MARK = f"{W}trPr/{W}del", f"{W}rPr/{W}del"
_ELSEWHERE = (f"{W}altChunk", f"{W}subDoc")
_MACROS = "vbaproject.bin"
_MOST_IN_CELL = 4  # paragraphs; a cell with more lays out text
_TOUCHING = "、．.）)〕】：:，-—"


def read(data: bytes) -> tuple[SourceLine, ...]:
    """Every line that is not blank. DraftError, without a place, where the bytes are no .docx or may not be opened."""
    try:
        return tuple(_lines(unpacked(data, LIMITS)))
    except RefusedError as refused:
        raise DraftError([problem(CODES[refused.fault], None, **refused.words)]) from refused


def _lines(parts: Mapping[str, bytes]) -> Iterator[SourceLine]:
    kinds = content_types(parts)
    main = document_part(parts, kinds)
    if "macroEnabled" in kinds.get(main, "") or any(name.lower().endswith(_MACROS) for name in parts):
        raise DraftError([problem("R607")])
    body = parsed(parts[main]).find(_BODY)
    if body is None:
        raise RefusedError("unusable", reason="它已经损坏")
    if sum(1 for _ in body.iter(_PARAGRAPH)) > MOST_PARAGRAPHS:
        raise RefusedError("excessive", reason=f"里有超过{MOST_PARAGRAPHS}个段落")
    if next(body.iter(*_ELSEWHERE), None) is not None:
        raise RefusedError("unusable", reason="它的一部分正文在别的文件里")
    related = {each.kind.rpartition("/")[2]: each.target for each in relationships(parts, main) if not each.external}
    styles, numbering = (_part(parts, related.get(kind)) for kind in ("styles", "numbering"))
    reading = _Reading(looks(styles), Numbers(definitions(numbering)))
    yield from reading.blocks(body)


def _part(parts: Mapping[str, bytes], name: str | None) -> etree._Element | None:
    return parsed(parts[name]) if name is not None and name in parts else None


@dataclass(slots=True)
class _Reading:
    """Goes through a document once, counting paragraphs, tables and automatic numbers."""

    looks: Looks
    numbers: Numbers
    paragraphs: int = 0
    tables: int = 0
    kept: list[str] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> Iterator[SourceLine]:
        """The lines of all paragraphs and tables in a body, a cell or a text box."""
        for element in inside(parent):
            if element.tag == _PARAGRAPH:
                yield from self.paragraph(element)
            elif element.tag == _TABLE:
                yield from self.table(element)

    def paragraph(self, element: etree._Element) -> Iterator[SourceLine]:
        """The paragraph's lines, then those of its text boxes. One whose end was deleted goes on in the next."""
        self.paragraphs += 1
        number = self.paragraphs
        properties = element.find(_PROPERTIES)
        look = self.look(properties)
        found = written(element, look, self.looks)
        text = "".join(found.text)
        if properties is not None and properties.find(_DELETED_MARK) is not None:
            self.kept.append(text)
        else:
            text = "".join([*self.kept, text])
            self.kept.clear()
            yield from _broken(self.numbered(text, look), number, look, found)
        for box in found.boxes:
            yield from self.blocks(box)

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

    def numbered(self, text: str, look: Look) -> str:
        """The text behind its automatic number; Word counts blank paragraphs, too."""
        printed = self.numbers.printed(look.numbered) if look.numbered else ""
        if not printed or not text.strip():
            return text
        return printed + ("" if printed[-1] in _TOUCHING else " ") + text.lstrip()

    def table(self, element: etree._Element) -> Iterator[SourceLine]:
        """A line a row; in a table that lays out text, what its cells hold."""
        self.tables += 1
        table = self.tables
        for row in inside(element):
            if row.tag != _ROW or row.find(_DELETED_ROW) is not None:
                continue
            number = self.paragraphs + 1
            cells = [tuple(self.blocks(cell)) for cell in inside(row) if cell.tag == _CELL]
            if len(cells) == 1 or any(len(cell) > _MOST_IN_CELL for cell in cells) or _is_imprint(cells):
                yield from (line for cell in cells for line in cell)
            else:
                text = "\t".join([" ".join([line.text for line in cell]) for cell in cells]).strip()
                if text:
                    yield SourceLine(text, number, row=table)


def _is_imprint(cells: list[tuple[SourceLine, ...]]) -> bool:
    lines = [line for cell in cells for line in cell]
    return bool(lines) and all(line.style == "meta" for line in lines)


def _broken(text: str, number: int, look: Look, found: Written) -> Iterator[SourceLine]:
    """The lines of a paragraph, blank ones left out."""
    run = found.look or look
    for line in text.split("\n"):
        words = line.strip()
        if words:
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
            )
