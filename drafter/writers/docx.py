"""Word: a .docx whose body is joined from escaped strings and whose other parts are made once for each layout.

Every role wears a style of its own (`docx_styles`), so whoever opens the file can change its look in one place and a
reader can find the roles again: a heading alone is a paragraph of style `heading N`; a run-in heading is body text that
opens with words in the linked character style; lines that an author broke himself are one paragraph with line breaks.
Equal documents and layouts give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Date,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Note,
    Paragraph,
    Picture,
    Point,
    Properties,
    Remark,
    Salutation,
    Signature,
    Table,
    Title,
    attachment_label,
    plain,
    printed,
)
from drafter.layout import Layout, width
from drafter.numbering import STOPS, heading_number, point_number
from drafter.title_lines import balanced
from drafter.word_styles import HEADINGS, MARKS, RUN_IN, WORDS, CharacterStyle, StyleId
from drafter.writers.docx_comments import Comments, are_in
from drafter.writers.docx_markup import (
    BREAK,
    KEEP_NEXT,
    NAMESPACES,
    WRAP,
    XML,
    around_text,
    chars,
    paragraph,
    points,
    run,
    run_text,
    with_digits,
)
from drafter.writers.docx_official import imprint_xml, letterhead_texts, letterhead_xml
from drafter.writers.docx_package import Member, member, pack
from drafter.writers.docx_parts import (
    FIRST_MEDIA,
    core_properties,
    document_relationships,
    fixed_parts,
    landscape_width,
    section,
    text_width,
)
from drafter.writers.docx_picture import Media, media, picture_xml
from drafter.writers.docx_table import highest_row, table_xml

__all__ = ["LOW_PARAGRAPH", "body", "package", "right_blanks", "sealed_blanks", "write"]

_LYING: dict[bool | None, CharacterStyle] = {None: "", True: "Landscape", False: "Upright"}
_CLOSING = (Signature, Date)
_AFTER_TEXT = (AttachmentList, *_CLOSING, Remark)
_LIST_LABEL = "附件："
_TEXT_OPENS, _TEXT_CLOSES = around_text("BodyText")  # what most paragraphs are
_BLOCK_INDENT = '<w:ind{} w:firstLineChars="0" w:firstLine="0"/>'
# Measured against zlib's level 6: a quarter of the time. The file of a plan of 6,000 characters grows by a fortieth,
# that of a table of 2,000 much alike rows by a third.
_LEVEL = 3
_NEW_PAGE = "<w:pageBreakBefore/>"
LOW_PARAGRAPH = paragraph("Normal", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
"""What Word wants after a table: a paragraph that is too low to begin a page."""


class _Around(NamedTuple):
    """What a block's neighbours mean for it.

    `under_title` holds for a title and for what stands right below it. `keep` is a property for the last text before
    signature and date, which must not stand alone on a page (7.3.5.5). `picture` is the number and the relationship of
    a picture. `landscape` holds on pages turned sideways (横排); `turns` where they begin or end with this block.
    """

    before: Block | None
    after: Block | None
    under_title: bool
    keep: str
    picture: tuple[int, str] = (0, "")
    landscape: bool = False
    turns: bool = False


def write(document: Document, layout: Layout) -> bytes:
    """The document as the bytes of a .docx (ECMA-376, transitional). A character that XML forbids becomes U+FFFD.

    Raises `ValueError` if a table row has not as many cells as there are columns.
    """
    pictures = media((block for block in document.blocks if isinstance(block, Picture)), FIRST_MEDIA)
    comments = Comments() if are_in(document) else None
    written = body(document.blocks, layout, pictures, comments)
    return package(written, document.properties, layout, pictures, comments)


def package(
    written: str, properties: Properties, layout: Layout, pictures: Media, comments: Comments | None = None
) -> bytes:
    """The file whose body is `written`, which shows `pictures` and bears `comments`."""
    xml = f"{XML}<w:document {NAMESPACES}><w:body>{written}</w:body></w:document>".encode()
    return pack(
        (
            *fixed_parts(layout, commented=comments is not None),
            document_relationships(tuple(name for name, _ in pictures.values()), commented=comments is not None),
            core_properties(properties),
            member("word/document.xml", xml, _LEVEL),
            *_picture_parts(pictures),
            *((comments.part(),) if comments else ()),
        )
    )


def _picture_parts(pictures: Media) -> Iterator[Member]:
    for content, (name, _) in pictures.items():
        yield member(f"word/{name}", content)


def body(blocks: Sequence[Block], layout: Layout, pictures: Media, comments: Comments | None = None) -> str:
    """The children of w:body, its section last. `pictures` are at least those among the blocks."""
    written = "".join(_body(blocks, layout, pictures, comments))
    return with_digits(written, layout.digits) if layout.digits else written


def _body(blocks: Sequence[Block], layout: Layout, pictures: Media, comments: Comments | None) -> Iterator[str]:
    under_title = landscape = False
    first = True
    drawn = 0
    for index, (before, block, after) in enumerate(zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)):
        under_title = isinstance(block, Title) or (under_title and isinstance(block, _CLOSING))
        keep = KEEP_NEXT if isinstance(after, _AFTER_TEXT) else ""
        turns = _turns(blocks, index, layout, landscape=landscape)
        if turns:
            yield _section_end(section(layout, landscape=landscape, first=first))
            landscape, first = not landscape, False
        picture = (0, "")
        if isinstance(block, Picture):
            drawn += 1
            picture = (drawn, pictures[block.content][1])
        xml = _block(block, _Around(before, after, under_title, keep, picture, landscape, turns), layout)
        yield _commented(xml, block, comments) if comments else xml
    if not blocks:
        yield paragraph("Normal", "")
    yield section(layout, landscape=landscape, first=first)


def _commented(xml: str, block: Block, comments: Comments) -> str:
    match block:
        case Table():
            return comments.in_table(xml, block)
        case Letterhead():
            return comments.placed(xml, *letterhead_texts(block))
        case _:
            return comments.placed(xml, *printed(block))


def _turns(blocks: Sequence[Block], index: int, layout: Layout, *, landscape: bool) -> bool:
    """Whether the pages turn with this block: attachments lie as they need to, 版记 stands upright."""
    block = blocks[index]
    if isinstance(block, Attachment):
        return _is_landscape(block, blocks[index + 1 :], layout) != landscape
    return isinstance(block, Imprint) and landscape


def _section_end(properties: str) -> str:
    """The end of a section is a paragraph that carries its properties; it is too low to begin a page."""
    return paragraph("Normal", "", f'<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{properties}')


def _is_landscape(attachment: Attachment, following: Sequence[Block], layout: Layout) -> bool:
    """As the attachment says or, where it leaves it open, as its tables need."""
    if attachment.landscape is not None:
        return attachment.landscape
    room = text_width(layout)
    tables = []
    for block in following:
        if isinstance(block, Attachment):
            break
        if isinstance(block, Table):
            tables.append(block)
    return any(highest_row(table, layout, room) > layout.upright_lines for table in tables)


def _block(block: Block, around: _Around, layout: Layout) -> str:
    match block:
        case Paragraph():
            words = plain(block.text)
            if block.lead or around.keep or not words or point_number(words):
                return _text("", plain(block.lead), words, around)
            return f"{_TEXT_OPENS}{run_text(words)}{_TEXT_CLOSES}"
        case Point():
            return _text(block.number, plain(block.lead), plain(block.text), around)
        case Heading():
            return _heading(block, around, layout)
        case Salutation() | Note():
            style: StyleId = "Salutation" if isinstance(block, Salutation) else "Note"
            return paragraph(style, run(plain(block.text)), around.keep)
        case Table():
            return _table(block, around, layout)
        case Letterhead():
            return letterhead_xml(block, layout)
        case Title():
            return _title(block, around, layout)
        case Picture():
            return picture_xml(block, *around.picture, layout)
        case Remark():
            return paragraph("Remark", run(f"（{plain(block.text)}）"))
        case Imprint():
            return LOW_PARAGRAPH + imprint_xml(block, layout) + LOW_PARAGRAPH
        case AttachmentList():
            return _attachment_list(block, around, layout)
        case Attachment():
            return _attachment(block, around, layout)
        case Signature() | Date():
            return _closing(block, around, layout)
        case _:
            assert_never(block)


def _title(title: Title, around: _Around, layout: Layout) -> str:
    """A title that follows other text, as a plan's follows the notice that issues it, begins a new page."""
    begins = "" if around.before is None or isinstance(around.before, Letterhead) else _NEW_PAGE
    lines = paragraph("Title", BREAK.join([_title_line(plain(line), layout) for line in title.lines]), begins)
    status = paragraph("Status", run(f"（{plain(title.status)}）")) if title.status else ""
    return lines + status + _below_title(around, layout)


def _title_line(line: str, layout: Layout) -> str:
    """A title's line, parted where it is too long; such breaks are marked as the writer's own (`WRAP`)."""
    room = text_width(layout) / points(layout.title.size + layout.title.spacing)
    return WRAP.join([run(part) for part in balanced(line, room)])


def _blank(lines: int, keep: str = "") -> str:
    return paragraph("Normal", "", keep) * lines


def _below_title(around: _Around, layout: Layout) -> str:
    """The blank line between the title, with a signature and date under it, and the text."""
    return "" if isinstance(around.after, _CLOSING) else _blank(layout.title.after)


def _heading(heading: Heading, around: _Around, layout: Layout) -> str:
    """Alone in its heading style, or run-in: body text that opens with the heading's words in the linked style.

    Alone and in several lines, all lines are indented, as they would be if each were a paragraph.
    """
    level = heading.level - 1
    words = plain(heading.lines[0]) if len(heading.lines) == 1 else "\n".join(map(plain, heading.lines))
    body = plain(heading.body)
    if not body:
        look = layout.headings[level]
        indent = (
            _BLOCK_INDENT.format(chars("left", look.first_line + look.left, look.size)) if heading.lines[1:] else ""
        )
        return paragraph(HEADINGS[level], _heading_alone(heading.number, words, heading.stop), indent)
    taken = heading_number(heading.number + words)
    opening = _marked(heading.number, words, taken, RUN_IN[level])
    first = (heading.stop + body)[:1]
    return paragraph("BodyText", opening + _marked(heading.stop, body, first if first in STOPS else ""), around.keep)


def _heading_alone(number: str, words: str, stop: str) -> str:
    taken = heading_number(number + words)
    last = (words + stop)[-1:]
    if stop == (last if last in STOPS else ""):
        return _marked(number, words + stop, taken)
    if stop:
        return _marked(number, words, taken) + run(stop, "Mark")
    return _marked(number, words[:-1], taken) + run(last, "Words")


def _marked(mark: str, words: str, taken: str, style: CharacterStyle = "") -> str:
    """A number or a stop, and the words behind it. `taken` is what a reader would take for the mark by itself."""
    if taken == mark:
        return run(mark + words, style)
    if mark:
        return run(mark, MARKS[style]) + run(words, style)
    return run(words[: len(taken)], WORDS[style]) + run(words[len(taken) :], style)


def _text(mark: str, lead: str, text: str, around: _Around) -> str:
    """A paragraph or a point, whose mark belongs to its lead sentence, where there is one."""
    taken = point_number(mark + lead + text)
    if not lead:
        return paragraph("BodyText", _marked(mark, text, taken), around.keep)
    return paragraph("BodyText", _marked(mark, lead, taken, "Lead") + run(text), around.keep)


def _table(table: Table, around: _Around, layout: Layout) -> str:
    """Caption and table, and what keeps the table apart from the next one or from the end of the document."""
    caption = paragraph("Caption", run(plain(table.caption))) if table.caption else ""
    match around.after:
        case None:
            below = LOW_PARAGRAPH
        case Table(caption=()):
            below = _blank(1)
        case _:
            below = ""
    room = landscape_width(layout) if around.landscape else text_width(layout)
    return caption + table_xml(table, layout, room) + below


def _attachment_list(block: AttachmentList, around: _Around, layout: Layout) -> str:
    """A blank line, then every title with its continuation lines under its first character (GB/T 9704-2012, 7.3.4)."""
    look = layout.attachment_list
    pieces = [_blank(look.before, KEEP_NEXT)]
    texts = [plain(text) for text in printed(block)]
    for number, text in enumerate(texts, start=1):
        mark = width(f"{number}.") if len(texts) > 1 else 0.0
        hanging = mark + width(_LIST_LABEL) if number == 1 else mark
        left = look.left + width(_LIST_LABEL) + mark
        indent = f"<w:ind{chars('left', left, look.size)}{chars('hanging', hanging, look.size)}/>"
        keep = KEEP_NEXT if number < len(texts) else around.keep
        pieces.append(paragraph("AttachmentList", run(text), keep + indent))
    return "".join(pieces)


def _attachment(block: Attachment, around: _Around, layout: Layout) -> str:
    """Label, blank line, title in the title's style, blank line (GB/T 9704-2012, 7.3.7).

    A section that has just begun is on a new page already.
    """
    here = '<w:pageBreakBefore w:val="0"/>' if around.turns else ""
    label = paragraph("AttachmentLabel", run(attachment_label(block.number), _LYING[block.landscape]), here)
    title = paragraph("Title", _title_line(plain(block.title), layout))
    return label + _blank(layout.attachment_label.after, KEEP_NEXT) + title + _blank(layout.title.after)


def _closing(block: Signature | Date, around: _Around, layout: Layout) -> str:
    """署名 or 成文日期: under the title, or at the end, one blank line below the text."""
    text = plain(block.organ) if isinstance(block, Signature) else plain(block.text)
    sealed = isinstance(block, Signature) and block.seal
    if around.under_title:
        style: StyleId = "SignatureUnderTitle" if isinstance(block, Signature) else "DateUnderTitle"
        return paragraph(style, run(text, "Sealed" if sealed else "")) + _below_title(around, layout)
    blanks = layout.seal_before if sealed else layout.signature.before
    above = "" if isinstance(around.before, _CLOSING) else _blank(blanks, KEEP_NEXT)
    return above + _signed(block, text, around, layout)


def _signed(block: Signature | Date, text: str, around: _Around, layout: Layout) -> str:
    if isinstance(block, Signature):
        date = plain(around.after.text) if isinstance(around.after, Date) else ""
        blanks = sealed_blanks(text, date, layout) if block.seal else right_blanks(text, date, layout)
        blank, size = blanks[0], layout.signature.size
        signed = run(text, "Sealed" if block.seal else "")
        return paragraph("Signature", signed, f"{around.keep}<w:ind{chars('right', blank, size)}/>")
    before = around.before if isinstance(around.before, Signature) else Signature(())
    organ = plain(before.organ)
    blanks = sealed_blanks(organ, text, layout) if before.seal else right_blanks(organ, text, layout)
    blank, size = blanks[1], layout.date.size
    return paragraph("Date", run(text), f"{around.keep}<w:ind{chars('right', blank, size)}/>")


def sealed_blanks(organ: str, date: str, layout: Layout) -> tuple[float, float]:
    """How many characters stay blank at the right of 署名 and 成文日期 where a seal is printed over both.

    The date keeps its right blank and the signature is centred on the date (GB/T 9704-2012, 7.3.5.1).
    """
    return max(layout.seal_right + (width(date) - width(organ)) / 2, 0.0), layout.seal_right


def right_blanks(organ: str, date: str, layout: Layout) -> tuple[float, float]:
    """How many characters stay blank at the right of 署名 and 成文日期 where no seal is printed.

    The signature keeps its right blank, and the date begins `date_shift` characters to the right of the signature's
    beginning; a date longer than the signature keeps its own right blank, and the signature gives way (GB/T 9704-2012,
    7.3.5.2). A text longer than its line counts as a full line.
    """
    signature, shift = layout.signature, layout.date_shift
    line = text_width(layout) / points(signature.size + signature.spacing) - signature.right - shift
    organ_width, date_width = min(width(organ), line), min(width(date), line)
    if date_width <= organ_width:
        return signature.right, signature.right + organ_width - shift - date_width
    return layout.date.right + date_width + shift - organ_width, layout.date.right
