"""修订: a document as a .docx whose tracked changes tell it from an older one (ECMA-376 part 1, 17.13.5).

Both bodies are written as they would be by themselves; then their paragraphs and tables are matched. What only the
older has is marked as deleted, what only the newer has as inserted: paragraphs with their marks, rows of tables, words
inside what both have. Everything else is as the newer document has it: pages, sections, indents, widths of columns.
Changes have an author and no date: it would tell two equal files apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import Literal, NamedTuple

from drafter.differences import Entry, matched, stretches, tokens
from drafter.document import Block, Document, Picture, Table, without_origins
from drafter.layout import Layout
from drafter.writers.docx import LOW_PARAGRAPH, body, package
from drafter.writers.docx_markup import TEXT_CLOSES, TEXT_OPENS, run_text
from drafter.writers.docx_parts import FIRST_MEDIA
from drafter.writers.docx_picture import media

__all__ = ["AUTHOR", "write"]

AUTHOR = "drafter"

_Change = Literal["ins", "del"]

_ELEMENT = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>|<w:sectPr>.*?</w:sectPr>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p><w:pPr>(.*?)</w:pPr>(.*)</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="(\w+)"/>')
_RUN = re.compile(r"<w:r>(<w:rPr>.*?</w:rPr>)?(.*?)</w:r>", re.DOTALL)
_CONTENT = re.compile(rf"{TEXT_OPENS}([^<]*){TEXT_CLOSES}|<w:drawing>.*?</w:drawing>|<w:\w+/>", re.DOTALL)
_DRAWN = re.compile(r'r:embed="(\w+)"')
_DRAWING_ID = re.compile(r'(?<=<wp:docPr id=")\d+')
_TABLE = re.compile(r"(<w:tbl>.*?</w:tblGrid>)(.*)</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr>(<w:trPr>.*?)</w:trPr>(.*?)</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc>(<w:tcPr>.*?</w:tcPr>)(<w:p>.*?</w:p>)</w:tc>", re.DOTALL)
_WIDTH = re.compile(r'<w:tcW w:w="\d+"')
_GRID_WIDTH = re.compile(r'<w:gridCol w:w="(\d+)"/>')
_SECTION = "<w:sectPr>"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def write(old: Document, new: Document, layout: Layout) -> bytes:
    """`new` as the bytes of a .docx that tracks what has changed since `old`.

    With all changes accepted it prints `new`, with all rejected `old`, apart from blank lines. Columns whose equal
    cells are shown as one show each by itself, unless the table is the same in both. Raises `ValueError` if a table row
    has not as many cells as there are columns.
    """
    before, after = _comparable(old, new)
    shown = media((block for block in (*after, *before) if isinstance(block, Picture)), FIRST_MEDIA)
    *kept, section = _ELEMENT.findall(body(after, layout, shown))
    dropped = [each for each in _ELEMENT.findall(body(before, layout, shown)) if _SECTION not in each]
    written = "".join((*_separated(_Revision().body(dropped, kept)), section))
    numbers = count(1)
    return package(_DRAWING_ID.sub(lambda _: str(next(numbers)), written), new.properties, layout, shown)


def _comparable(old: Document, new: Document) -> tuple[list[Block], list[Block]]:
    """The blocks of both; tables that are not in both without merged cells, whose rows could not come and go."""
    before, after = without_origins(old).blocks, without_origins(new).blocks
    tables = [{block for block in blocks if isinstance(block, Table)} for blocks in (before, after)]
    both = tables[0] & tables[1]
    return (
        [_unmerged(block, bare not in both) for block, bare in zip(old.blocks, before, strict=True)],
        [_unmerged(block, bare not in both) for block, bare in zip(new.blocks, after, strict=True)],
    )


def _unmerged(block: Block, wanted: bool) -> Block:
    if not wanted or not isinstance(block, Table):
        return block
    return replace(block, columns=tuple(replace(column, merge=False) for column in block.columns))


def _separated(elements: Sequence[str]) -> Iterator[str]:
    """No table touches another one or the end; a deleted or inserted paragraph before the end has one to flow into."""
    before = ""
    for element in elements:
        if before.startswith("<w:tbl>") and element.startswith("<w:tbl>"):
            yield LOW_PARAGRAPH
        yield element
        before = element
    if before.startswith("<w:tbl>") or _MARKED.search(before):
        yield LOW_PARAGRAPH


_MARKED = re.compile(r"<w:rPr><w:(?:ins|del) [^>]*/></w:rPr>(?:</w:pPr>|<w:sectPr>)")


class _Atom(NamedTuple):
    """What a run holds that a change replaces as a whole: a token of its text, or an element such as a tab."""

    properties: str
    text: str
    element: str = ""


class _Revision:
    """The changes of one document; their ids count from 1 in the order in which they are made."""

    def __init__(self) -> None:
        self._ids = count(1)

    def body(self, old: Sequence[str], new: Sequence[str]) -> list[str]:
        """The elements of both bodies as one."""
        pairs = matched([_entry(each) for each in old], [_entry(each) for each in new])
        return [
            self._both(old[index], new[new_index])
            if index is not None and new_index is not None
            else self._one(old[index], "del")
            if index is not None
            else self._one(new[new_index or 0], "ins")
            for index, new_index in pairs
        ]

    def _one(self, element: str, change: _Change) -> str:
        if element.startswith("<w:tbl>"):
            opens, rows = _parts(_TABLE, element)
            return f"{opens}{''.join(self._row(row, change) for row in _rows(rows))}</w:tbl>"
        return element if _SECTION in element else self._paragraph(element, change)

    def _both(self, old: str, new: str) -> str:
        if old == new:
            return new
        return self._table(old, new) if new.startswith("<w:tbl>") else self._changed(old, new)

    # ---- paragraphs --------------------------------------------------------------------------------------------

    def _mark(self, change: _Change) -> str:
        return f'<w:{change} w:id="{next(self._ids)}" w:author="{AUTHOR}"'

    def _paragraph(self, element: str, change: _Change) -> str:
        properties, runs = _parts(_PARAGRAPH, element)
        mark = f"<w:rPr>{self._mark(change)}/></w:rPr>"
        return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{self._runs(runs, change)}</w:p>"

    def _runs(self, runs: str, change: _Change) -> str:
        if not runs:
            return ""
        if change == "del":
            runs = runs.replace(TEXT_OPENS, TEXT_OPENS.replace("w:t", "w:delText", 1))
            runs = runs.replace(TEXT_CLOSES, "</w:delText>")
        return f"{self._mark(change)}>{runs}</w:{change}>"

    def _changed(self, old: str, new: str) -> str:
        """A paragraph of both: as the new one is set, its words as they changed."""
        _, runs = _parts(_PARAGRAPH, old)
        properties, new_runs = _parts(_PARAGRAPH, new)
        if runs == new_runs:
            return new
        before, after = list(_atoms(runs)), list(_atoms(new_runs))
        words = [atom.text for atom in before]
        written = []
        for part in stretches(before, after, words):
            if part.same:
                written.append(_written(after[part.new_start : part.new_end]))
                continue
            written.append(self._runs(_written(before[part.start : part.end]), "del"))
            written.append(self._runs(_written(after[part.new_start : part.new_end]), "ins"))
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(written)}</w:p>"

    # ---- tables ------------------------------------------------------------------------------------------------

    def _row(self, row: str, change: _Change) -> str:
        properties, cells = _parts(_ROW, row)
        written = "".join(
            f"<w:tc>{shape}{self._paragraph(paragraph, change)}</w:tc>" for shape, paragraph in _CELL.findall(cells)
        )
        return f"<w:tr>{properties}{self._mark(change)}/></w:trPr>{written}</w:tr>"

    def _table(self, old: str, new: str) -> str:
        """The new table with the rows of both; rows of both are matched cell by cell."""
        opens, rows = _parts(_TABLE, new)
        widths = _GRID_WIDTH.findall(opens)
        before = [_fitted(row, widths) for row in _rows(_parts(_TABLE, old)[1])]
        after = _rows(rows)
        written = []
        for index, new_index in matched([_row_entry(row) for row in before], [_row_entry(row) for row in after]):
            if index is None:
                written.append(self._row(after[new_index or 0], "ins"))
            elif new_index is None:
                written.append(self._row(before[index], "del"))
            else:
                written.append(self._changed_row(before[index], after[new_index]))
        return f"{opens}{''.join(written)}</w:tbl>"

    def _changed_row(self, old: str, new: str) -> str:
        if old == new:
            return new
        properties, cells = _parts(_ROW, new)
        pairs = zip(_CELL.findall(_parts(_ROW, old)[1]), _CELL.findall(cells), strict=True)
        written = "".join(
            f"<w:tc>{shape}{self._changed(before, after)}</w:tc>" for (_, before), (shape, after) in pairs
        )
        return f"<w:tr>{properties}</w:trPr>{written}</w:tr>"


def _parts(pattern: re.Pattern[str], xml: str) -> tuple[str, str]:
    """The two groups of a pattern that our own writer's XML always matches."""
    found = pattern.fullmatch(xml)
    if found is None:
        raise ValueError(f"no {pattern.pattern} in {xml[:200]}")
    return found[1], found[2]


def _rows(xml: str) -> list[str]:
    return [found[0] for found in _ROW.finditer(xml)]


def _fitted(row: str, widths: Sequence[str]) -> str:
    """A row in another table's columns, if it has as many cells."""
    if len(_CELL.findall(row)) != len(widths):
        return row
    following = iter(widths)
    return _WIDTH.sub(lambda _: f'<w:tcW w:w="{next(following)}"', row)


# ---- what is matched ------------------------------------------------------------------------------------------------


def _entry(element: str) -> Entry:
    """A table by its columns; a paragraph by its style; a blank line, a picture, a section's end each by all it is."""
    if element.startswith("<w:tbl>"):
        opens, rows = _parts(_TABLE, element)
        kind = f"table {len(_GRID_WIDTH.findall(opens))} {'<w:tblpPr' in opens} {'<w:vMerge' in rows}"
        return Entry("\n".join(_row_entry(row).text for row in _rows(rows)), kind)
    properties, runs = _parts(_PARAGRAPH, element)
    drawn = _DRAWN.findall(runs)
    words = _words(runs)
    if _SECTION in properties or drawn or not words:
        return Entry("", f"{properties} {drawn}")
    style = _STYLE.search(properties)
    return Entry(words, style[1] if style else "")


def _row_entry(row: str) -> Entry:
    properties, cells = _parts(_ROW, row)
    texts = [_words(_parts(_PARAGRAPH, paragraph)[1]) for _, paragraph in _CELL.findall(cells)]
    return Entry("\t".join(texts), f"{len(texts)} {'<w:tblHeader/>' in properties} {cells.count('<w:gridSpan')}")


def _words(runs: str) -> str:
    return "".join(atom.text for atom in _pieces(runs))


def _pieces(runs: str) -> Iterator[_Atom]:
    """The texts and elements of all runs, in order."""
    for properties, content in _RUN.findall(runs):
        for found in _CONTENT.finditer(content):
            if found[1] is None:
                yield _Atom(properties, "\n", found[0])
            elif found[1]:
                text = found[1]
                for entity, char in _ENTITIES:
                    text = text.replace(entity, char)
                yield _Atom(properties, text)


def _atoms(runs: str) -> Iterator[_Atom]:
    for piece in _pieces(runs):
        if piece.element:
            yield piece
        else:
            yield from (_Atom(piece.properties, token) for token in tokens(piece.text))


def _written(atoms: Sequence[_Atom]) -> str:
    """The runs that hold the atoms: neighbours of the same look share one."""
    written = []
    for properties, run in groupby(atoms, lambda atom: atom.properties):
        content = "".join(
            "".join(atom.element for atom in part)
            if is_element
            else f"{TEXT_OPENS}{run_text(''.join(atom.text for atom in part))}{TEXT_CLOSES}"
            for is_element, part in groupby(run, lambda atom: bool(atom.element))
        )
        written.append(f"<w:r>{properties}{content}</w:r>")
    return "".join(written)
