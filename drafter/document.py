"""The waist: a document (文稿) as frozen blocks that say what role a text plays and where it came from.

Whatever can be drafted, read, checked, compared or written is a `Document`. Blocks know nothing of fonts (that is
`layout`) and nothing of YAML, Jinja or Word. This module imports nothing of ours but `Place`.

    Text        文字      a tuple of `Run`s; `plain(text)` is what gets printed
    Run         片段      a stretch of text with one origin
    Origin      出处      the line of wording and the fact that brought a run
    Place       位置      file, line and column, both counted from 1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from drafter.place import Place

__all__ = [
    "Attachment",
    "AttachmentList",
    "Block",
    "Column",
    "Date",
    "Document",
    "Heading",
    "Note",
    "Origin",
    "Paragraph",
    "Point",
    "Properties",
    "Run",
    "Salutation",
    "Signature",
    "Table",
    "Text",
    "Title",
    "attachment_label",
    "paragraphs",
    "plain",
    "printed",
    "texts",
    "without_origins",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """出处: the wording that brought a run and, if a fact stands there, its path and place.

    `path` is written as in problems and `--set`: `工作重点[2].完成时限`, indices from 1.
    """

    wording: Place | None = None
    path: str | None = None
    fact: Place | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """片段: text of one origin. Never holds a line break."""

    text: str
    origin: Origin | None = None


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """标题: the document's title, one `Text` for each line that the author broke himself."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Salutation:
    """主送机关或称谓, its colon included."""

    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """层次标题: level 1 to 4, its printed number (`（二）`, or empty) and its words, in one line or two.

    With a `body` it is a run-in heading: the paragraph goes on after `stop`.
    """

    level: int
    number: str
    lines: tuple[Text, ...]
    stop: str = ""
    body: Text = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """正文段落. A `lead` sentence (段首句), where there is one, includes its full stop."""

    text: Text
    lead: Text = ()


@dataclass(frozen=True, slots=True)
class Point:
    """要点 of its own paragraph: printed mark (`一是`), lead sentence with its full stop, text."""

    number: str
    lead: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Note:
    """责任说明 as a paragraph of its own: （牵头单位：……；完成时限：……）."""

    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    """表格的一栏. `kind` says what its cells hold, so that a layout can align them."""

    title: Text
    kind: Literal["text", "number", "serial"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """表格: every row has as many cells as there are columns. `caption` (表题) may be empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: Text = ()


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """附件说明: the attachments' titles in order, the same texts as on the attachments' own pages."""

    titles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名: the organ that signs."""

    organ: Text


@dataclass(frozen=True, slots=True)
class Date:
    """成文日期."""

    text: Text


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: begins on a new page; what follows, up to the next one, is its content.

    `number` is None where the document has only one attachment (GB/T 9704-2012, 7.3.4 and 7.3.7).
    """

    number: int | None
    title: Text


Block = Title | Salutation | Heading | Paragraph | Point | Note | Table | AttachmentList | Signature | Date | Attachment


@dataclass(frozen=True, slots=True)
class Properties:
    """文件属性: what a file manager shows of the document. Nothing here depends on the clock or the user."""

    title: str
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """文稿: blocks in printing order."""

    blocks: tuple[Block, ...]
    properties: Properties


def plain(text: Text) -> str:
    """The text as printed."""
    return text[0].text if len(text) == 1 else "".join([run.text for run in text])


def attachment_label(number: int | None) -> str:
    """附件标记: `附件` for the only one, else `附件2` (GB/T 9704-2012, 7.3.7)."""
    return "附件" if number is None else f"附件{number}"


def printed(block: Block) -> tuple[Text, ...]:
    """The paragraphs a block prints, in order, with origins; a table gives one a row, its cells split by tab."""
    match block:
        case Title():
            return block.lines
        case Salutation() | Note() | Date():
            return (block.text,)
        case Heading():
            return _printed_heading(block)
        case Paragraph():
            return (block.lead + block.text,)
        case Point():
            return ((Run(block.number), *block.lead, *block.text),)
        case Table():
            return _printed_table(block)
        case AttachmentList():
            return _printed_attachment_list(block)
        case Signature():
            return (block.organ,)
        case Attachment():
            return ((Run(attachment_label(block.number)),), block.title)
        case _:
            assert_never(block)


def _printed_heading(heading: Heading) -> tuple[Text, ...]:
    number = (Run(heading.number),) if heading.number else ()
    stop = (Run(heading.stop),) if heading.stop else ()
    first, *others = heading.lines
    lines = [number + first, *others]
    lines[-1] = lines[-1] + stop + heading.body
    return tuple(lines)


def _printed_table(table: Table) -> tuple[Text, ...]:
    caption = (table.caption,) if table.caption else ()
    head = tuple(column.title for column in table.columns)
    return (*caption, *(_tabbed(row) for row in (head, *table.rows)))


def _tabbed(cells: tuple[Text, ...]) -> Text:
    runs: list[Run] = []
    for index, cell in enumerate(cells):
        if index:
            runs.append(Run("\t"))
        runs.extend(cell)
    return tuple(runs)


def _printed_attachment_list(block: AttachmentList) -> tuple[Text, ...]:
    if len(block.titles) == 1:
        return ((Run("附件："), *block.titles[0]),)
    return tuple(
        (Run(f"附件：{number}." if number == 1 else f"{number}."), *title)
        for number, title in enumerate(block.titles, start=1)
    )


def texts(document: Document) -> Iterator[Text]:
    """Every text of the document, a table's cell by cell."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (block.caption, *(column.title for column in block.columns))
            for row in block.rows:
                yield from row
        else:
            yield from printed(block)


def paragraphs(document: Document) -> Iterator[tuple[Block, Text]]:
    """Every printed paragraph of the document with the block it belongs to."""
    for block in document.blocks:
        for text in printed(block):
            yield block, text


def without_origins(document: Document) -> Document:
    """The same document as somebody else could have written it: each text in one run, without origin."""
    return replace(document, blocks=tuple(_bare_block(block) for block in document.blocks))


def _bare(text: Text) -> Text:
    words = plain(text)
    return (Run(words),) if words else ()


def _bare_block(block: Block) -> Block:
    match block:
        case Title():
            return Title(tuple(map(_bare, block.lines)))
        case Salutation() | Note() | Date():
            return replace(block, text=_bare(block.text))
        case Heading():
            return replace(block, lines=tuple(map(_bare, block.lines)), body=_bare(block.body))
        case Paragraph() | Point():
            return replace(block, lead=_bare(block.lead), text=_bare(block.text))
        case Table():
            columns = tuple(replace(column, title=_bare(column.title)) for column in block.columns)
            rows = tuple(tuple(map(_bare, row)) for row in block.rows)
            return Table(columns, rows, _bare(block.caption))
        case AttachmentList():
            return AttachmentList(tuple(map(_bare, block.titles)))
        case Signature():
            return Signature(_bare(block.organ))
        case Attachment():
            return replace(block, title=_bare(block.title))
        case _:
            assert_never(block)
