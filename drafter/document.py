"""The waist: a document (文稿) as frozen blocks that say what role a text plays and where it came from.

Whatever can be drafted, read, checked, compared or written is a `Document`. Blocks know nothing of fonts (that is
`layout`) and nothing of YAML, Jinja or Word. This module imports nothing of ours but `Place`.

    Text        文字      a tuple of `Run`s; `plain(text)` is what gets printed
    Run         片段      a stretch of text with one origin
    Origin      出处      the line of wording and the fact that brought a run
    Place       位置      file, line and column, both counted from 1
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, assert_never

from drafter.place import Place

__all__ = [
    "NUMBERING",
    "Attachment",
    "AttachmentList",
    "Block",
    "Column",
    "Date",
    "Document",
    "Heading",
    "Imprint",
    "Letterhead",
    "Note",
    "Origin",
    "Paragraph",
    "Picture",
    "Point",
    "Properties",
    "Remark",
    "Run",
    "Salutation",
    "Signature",
    "Table",
    "Text",
    "Title",
    "attachment_label",
    "mapped",
    "numbered_by",
    "paragraphs",
    "plain",
    "printed",
    "texts",
    "without_origins",
]


NUMBERING = "编号"
"""The source of what the program counted itself: heading numbers, points' marks, serial numbers, 附件1."""


class Origin(NamedTuple):
    """出处: the wording that brought a run and, if a fact stands there, its path, place, source and kind.

    `path` is written as in problems and `--set`: `工作重点[2].完成时限`, indices from 1. `source` is what the user
    wrote as the fact's; without a path it is `NUMBERING` or nothing. `kind` is the fact's in its structure.
    """

    wording: Place | None = None
    path: str | None = None
    fact: Place | None = None
    source: str | None = None
    kind: str | None = None


class Run(NamedTuple):
    """片段: text of one origin. Never holds a line break.

    `comment` (批注) is what a comment in Word says of it; neighbours with the same comment share one. Only a finished
    document is given comments, and only Word shows them.
    """

    text: str
    origin: Origin | None = None
    comment: str | None = None


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头: 份号, 密级和保密期限, 紧急程度, 发文机关标志, 发文字号, 签发人; each may be empty (GB/T 9704-2012, 7.2)."""

    organs: tuple[Text, ...]
    number: Text = ()
    signers: tuple[Text, ...] = ()
    serial: Text = ()
    secrecy: Text = ()
    urgency: Text = ()


@dataclass(frozen=True, slots=True)
class Title:
    """标题: the document's title, one `Text` for each line that the author broke himself.

    `status` (稿次) such as 征求意见稿 stands under it in round brackets. A second title, as of a plan behind the notice
    that issues it, begins a new page.
    """

    lines: tuple[Text, ...]
    status: Text = ()


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
    """表格的一栏. `kind` says what its cells hold, so that a layout can align them.

    With `merge`, equal cells below one another are shown as one; the rows keep their own texts all the same.
    """

    title: Text
    kind: Literal["text", "number", "date", "serial"] = "text"
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """表格: every row has as many cells as there are columns. `caption` (表题) may be empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: Text = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """图片: the bytes of a PNG or JPEG file, its size in pixels, and a caption (图题) that may be empty."""

    content: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int
    caption: Text = ()


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """附件说明: the attachments' titles in order, the same texts as on the attachments' own pages."""

    titles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名: the organ that signs; with `seal`, room is left for the seal (GB/T 9704-2012, 7.3.5.1)."""

    organ: Text
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """成文日期."""

    text: Text


@dataclass(frozen=True, slots=True)
class Remark:
    """附注: without its round brackets, which every writer adds (GB/T 9704-2012, 7.3.6)."""

    text: Text


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: begins on a new page; what follows, up to the next one, is its content.

    `number` is None where the document has only one attachment (GB/T 9704-2012, 7.3.4 and 7.3.7). `landscape` turns
    its pages (横排); None leaves that to the writer, who turns them for tables that are too wide.
    """

    number: int | None
    title: Text
    landscape: bool | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: 抄送机关, 印发机关 and 印发日期, without labels and stops (GB/T 9704-2012, 7.4)."""

    copies: Text = ()
    organ: Text = ()
    date: Text = ()


Block = (
    Letterhead
    | Title
    | Salutation
    | Heading
    | Paragraph
    | Point
    | Note
    | Table
    | Picture
    | AttachmentList
    | Signature
    | Date
    | Remark
    | Attachment
    | Imprint
)


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
        case Letterhead():
            return _printed_letterhead(block)
        case Title():
            return (*block.lines, _bracketed(block.status)) if block.status else block.lines
        case Salutation() | Note() | Date():
            return (block.text,)
        case Remark():
            return (_bracketed(block.text),)
        case Picture():
            return (block.caption,) if block.caption else ()
        case Imprint():
            return _printed_imprint(block)
        case Heading():
            return _printed_heading(block)
        case Paragraph():
            return (block.lead + block.text,)
        case Point():
            return ((_number(block.number, block.lead + block.text), *block.lead, *block.text),)
        case Table():
            return _printed_table(block)
        case AttachmentList():
            return _printed_attachment_list(block)
        case Signature():
            return (block.organ,)
        case Attachment():
            return ((_number(attachment_label(block.number), block.title),), block.title)
        case _:
            assert_never(block)


def _bracketed(text: Text) -> Text:
    return (Run("（"), *text, Run("）"))


def numbered_by(text: Text) -> Origin:
    """The origin of a number that the program set before `text`: where the structure has the pattern of the text."""
    first = next((run.origin for run in text if run.origin), None)
    return Origin(first and first.wording, source=NUMBERING)


def _number(words: str, text: Text) -> Run:
    return Run(words, numbered_by(text))


def _printed_letterhead(head: Letterhead) -> tuple[Text, ...]:
    signers = (Run("签发人："), *_joined(head.signers, "　")) if head.signers else ()
    number = (*head.number, *((Run("　　"),) if head.number and signers else ()), *signers)
    return tuple(text for text in (head.serial, head.secrecy, head.urgency, *head.organs, number) if text)


def _printed_imprint(imprint: Imprint) -> tuple[Text, ...]:
    copies = (Run("抄送："), *imprint.copies, Run("。")) if imprint.copies else ()
    date = (*imprint.date, Run("印发")) if imprint.date else ()
    issued = (*imprint.organ, *((Run("　　"),) if imprint.organ and date else ()), *date)
    return tuple(text for text in (copies, issued) if text)


def _joined(parts: tuple[Text, ...], between: str) -> Text:
    runs: list[Run] = []
    for index, text in enumerate(parts):
        if index:
            runs.append(Run(between))
        runs.extend(text)
    return tuple(runs)


def _printed_heading(heading: Heading) -> tuple[Text, ...]:
    number = (_number(heading.number, heading.lines[0]),) if heading.number else ()
    stop = (Run(heading.stop),) if heading.stop else ()
    first, *others = heading.lines
    lines = [number + first, *others]
    lines[-1] = lines[-1] + stop + heading.body
    return tuple(lines)


def _printed_table(table: Table) -> tuple[Text, ...]:
    caption = (table.caption,) if table.caption else ()
    head = tuple(column.title for column in table.columns)
    return (*caption, *(_joined(row, "\t") for row in (head, *table.rows)))


def _printed_attachment_list(block: AttachmentList) -> tuple[Text, ...]:
    if len(block.titles) == 1:
        return ((Run("附件："), *block.titles[0]),)
    return tuple(
        (*((Run("附件："),) if number == 1 else ()), _number(f"{number}.", title), *title)
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
    return mapped(document, _bare)


def _bare(text: Text) -> Text:
    words = plain(text)
    return (Run(words),) if words else ()


def mapped(document: Document, change: Callable[[Text], Text]) -> Document:
    """The document with every text of its blocks changed, a table's cell by cell; numbers and marks stay."""
    return replace(document, blocks=tuple(_mapped(block, change) for block in document.blocks))


def _mapped(block: Block, change: Callable[[Text], Text]) -> Block:
    match block:
        case Letterhead():
            return _mapped_letterhead(block, change)
        case Title():
            return Title(tuple(map(change, block.lines)), change(block.status))
        case Salutation() | Note() | Date() | Remark():
            return replace(block, text=change(block.text))
        case Picture():
            return replace(block, caption=change(block.caption))
        case Imprint():
            return Imprint(change(block.copies), change(block.organ), change(block.date))
        case Heading():
            return replace(block, lines=tuple(map(change, block.lines)), body=change(block.body))
        case Paragraph() | Point():
            return replace(block, lead=change(block.lead), text=change(block.text))
        case Table():
            columns = tuple(replace(column, title=change(column.title)) for column in block.columns)
            rows = tuple(tuple(map(change, row)) for row in block.rows)
            return Table(columns, rows, change(block.caption))
        case AttachmentList():
            return AttachmentList(tuple(map(change, block.titles)))
        case Signature():
            return replace(block, organ=change(block.organ))
        case Attachment():
            return replace(block, title=change(block.title))
        case _:
            assert_never(block)


def _mapped_letterhead(head: Letterhead, change: Callable[[Text], Text]) -> Letterhead:
    return Letterhead(
        tuple(map(change, head.organs)),
        change(head.number),
        tuple(map(change, head.signers)),
        change(head.serial),
        change(head.secrecy),
        change(head.urgency),
    )
