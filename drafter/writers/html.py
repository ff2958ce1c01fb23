"""HTML: one file with its style inside that looks like the printed page, for preview and for printing from a browser.

Nothing is fetched and nothing runs: no script, no font, no picture comes from elsewhere, and the file's own policy
(Content-Security-Policy) forbids it. Every role is an element of its own; `html_style` says how each looks.

    main > div.paper > section > header, p, h2 …      one paper for neighbouring parts of the same orientation

A browser that can wrap columns (Chrome and Edge from 145 on) shows page after page, with their numbers as far as the
first turned one; any other one shows each part as one long sheet. Printed, 版记 follows the text: HTML knows no way to
the foot of the last page.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import assert_never

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
    Text,
    Title,
    attachment_label,
    paragraphs,
    plain,
    printed,
)
from drafter.layout import Layout, width
from drafter.title_lines import balanced
from drafter.writers.docx_parts import text_width
from drafter.writers.docx_table import highest_row
from drafter.writers.html_markup import BREAK, attribute, classed, em, escaped
from drafter.writers.html_official import imprint_html, letterhead_html
from drafter.writers.html_style import css
from drafter.writers.html_table import table_html

__all__ = ["write"]

_CLOSING = (Signature, Date)
_LIST_LABEL = "附件："
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_VIEWPORT = 900  # pixels: how wide a telephone takes the page to be, a sheet of A4 and a little beside it

Part = tuple[Block, ...]
"""What begins a new page, with all that follows up to the next such: the text, an attachment, the plan of a notice."""


def write(document: Document, layout: Layout) -> bytes:
    """The document as the bytes of an HTML file in UTF-8. A character that HTML forbids becomes U+FFFD.

    Raises `ValueError` if a table row has not as many cells as there are columns.
    """
    papers = groupby(_parts(document.blocks), lambda part: _is_landscape(part, layout))
    body = [_paper(tuple(parts), layout, turned=turned) for turned, parts in papers]
    if body and body[0].startswith(_UPRIGHT):
        body[0] = body[0].removesuffix(_PAPER_ENDS) + _page_numbers(document) + _PAPER_ENDS
    return f"{_head(document.properties, layout)}<body>\n<main>\n{''.join(body)}</main>\n</body>\n</html>\n".encode()


def _head(properties: Properties, layout: Layout) -> str:
    """All that stands before the body; it depends neither on the clock nor on the computer."""
    named = (("author", properties.author), ("description", properties.subject), ("generator", "drafter"))
    metas = "".join(f'<meta name="{name}" content="{attribute(value)}">\n' for name, value in named if value)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width={_VIEWPORT}">\n{metas}'
        f"<title>{attribute(properties.title)}</title>\n<style>\n{css(layout)}</style>\n</head>\n"
    )


# ---- pages ----------------------------------------------------------------------------------------------------------


def _parts(blocks: Sequence[Block]) -> list[Part]:
    """The blocks by where new pages begin: with an attachment, and with a title that follows other text than 版头."""
    parts: list[list[Block]] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        follows = isinstance(block, Title) and not isinstance(before, Letterhead)
        if before is None or follows or isinstance(block, Attachment):
            parts.append([])
        parts[-1].append(block)
    return [tuple(part) for part in parts]


def _is_landscape(part: Part, layout: Layout) -> bool:
    """As an attachment says or, where it leaves that open, as its tables need."""
    first = part[0]
    if not isinstance(first, Attachment):
        return False
    if first.landscape is not None:
        return first.landscape
    tables = (block for block in part if isinstance(block, Table))
    return any(highest_row(table, layout, text_width(layout)) > layout.upright_lines for table in tables)


_UPRIGHT = '<div class="paper upright">\n'
_TURNED = '<div class="paper turned">\n'
_PAPER_ENDS = "</div>\n"


def _paper(parts: Sequence[Part], layout: Layout, *, turned: bool) -> str:
    """Neighbouring parts on pages of one orientation. A turned page's type area is as wide as an upright one's high."""
    page = layout.page
    room = page.height - page.top - page.bottom if turned else page.width - page.left - page.right
    sections = [f"<section>\n{''.join(_section(part, layout, room))}</section>\n" for part in parts]
    return f"{_TURNED if turned else _UPRIGHT}{''.join(sections)}{_PAPER_ENDS}"


def _page_numbers(document: Document) -> str:
    """An element for every page of the first paper, and more: those below its last page are cut off by `html_style`."""
    texts = ((width(plain(text)), isinstance(block, Table)) for block, text in paragraphs(document))
    lines = sum(1 + size / (8 if in_table else 24) for size, in_table in texts)
    breaks = sum(isinstance(block, Attachment | Title | Picture) for block in document.blocks)
    return classed("numbers", "<i></i>" * (ceil(lines / 15) + 2 * breaks + 1), "div")


def _section(part: Part, layout: Layout, room: float) -> Iterator[str]:
    """A part: its title with all that belongs to it, then the text. `room` is the type area's width in millimetres."""
    title = next((index for index, block in enumerate(part[:2]) if isinstance(block, Title | Attachment)), None)
    head = 0 if title is None else title + 1
    while 0 < head < len(part) and isinstance(part[head], _CLOSING) and isinstance(part[title or 0], Title):
        head += 1
    if head:
        yield f"<header>\n{''.join([_block(block, layout, room) for block in part[:head]])}</header>\n"
    for closes, group in groupby(part[head:], lambda block: isinstance(block, _CLOSING)):
        blocks = tuple(group)
        written = "".join([_block(block, layout, room) for block in blocks])
        sealed = any(isinstance(block, Signature) and block.seal for block in blocks)
        yield classed("closing sealed" if sealed else "closing", written, "div") + "\n" if closes else written


# ---- blocks ---------------------------------------------------------------------------------------------------------


def _block(block: Block, layout: Layout, room: float) -> str:
    return f"{_element(block, layout, room)}\n"


def _element(block: Block, layout: Layout, room: float) -> str:
    match block:
        case Letterhead():
            return letterhead_html(block, layout)
        case Title():
            return _title(block, layout)
        case Salutation() | Note() | Date():
            return classed(type(block).__name__.lower(), _text(block.text))
        case Heading():
            return _heading(block)
        case Paragraph():
            return f"<p>{_lead('', block.lead)}{_text(block.text)}</p>"
        case Point():
            return f"<p>{_lead(block.number, block.lead)}{_text(block.text)}</p>"
        case Table():
            return table_html(block, layout, room)
        case Picture():
            return _picture(block)
        case AttachmentList():
            return _attachment_list(block, layout)
        case Signature():
            return classed("signature", f"<span>{_text(block.organ)}</span>")
        case Remark():
            return classed("remark", f"（{_text(block.text)}）")
        case Attachment():
            label = classed("attachment-label", attachment_label(block.number))
            return f"{label}\n<h1>{_title_line(block.title, layout)}</h1>"
        case Imprint():
            return imprint_html(block, layout)
        case _:
            assert_never(block)


def _text(text: Text) -> str:
    return escaped(plain(text))


def _lines(lines: Sequence[Text]) -> str:
    return BREAK.join(map(_text, lines))


def _lead(mark: str, lead: Text) -> str:
    """A mark and the lead sentence that it belongs to, where there is one."""
    return classed("lead", escaped(mark) + _text(lead), "span") if lead else escaped(mark)


def _title(title: Title, layout: Layout) -> str:
    status = "\n" + classed("status", f"（{_text(title.status)}）") if title.status else ""
    return f"<h1>{BREAK.join([_title_line(line, layout) for line in title.lines])}</h1>{status}"


def _title_line(line: Text, layout: Layout) -> str:
    """A title's line, parted between words where it is too long (GB/T 9704-2012, 7.3.1)."""
    page, look = layout.page, layout.title
    room = (page.width - page.left - page.right) * 72 / 25.4 / (look.size + look.spacing)
    return BREAK.join(map(escaped, balanced(plain(line), room)))


def _heading(heading: Heading) -> str:
    """One level below the title's; run-in, it is the beginning of a paragraph that is a heading all the same."""
    words = escaped(heading.number) + _lines(heading.lines)
    if heading.body:
        opened = f'<span class="run-in{heading.level}" role="heading" aria-level="{heading.level + 1}">{words}</span>'
        return f"<p>{opened}{escaped(heading.stop)}{_text(heading.body)}</p>"
    kind = ' class="lines"' if heading.lines[1:] else ""
    return f"<h{heading.level + 1}{kind}>{words}{escaped(heading.stop)}</h{heading.level + 1}>"


def _picture(picture: Picture) -> str:
    """Inside the file, at 96 pixels an inch or, where that is larger than the type area, smaller."""
    caption = plain(picture.caption)
    content = b64encode(picture.content).decode("ascii")
    size = f'width="{picture.width}" height="{picture.height}"'
    image = f'<img src="data:image/{picture.kind};base64,{content}" {size} alt="{attribute(caption or "图片")}">'
    shown = f"<figcaption>{escaped(caption)}</figcaption>" if caption else ""
    return f"<figure>{image}{shown}</figure>"


def _attachment_list(block: AttachmentList, layout: Layout) -> str:
    """Every title with its continuation lines under its first character (GB/T 9704-2012, 7.3.4)."""
    look, items = layout.attachment_list, []
    texts = [plain(text) for text in printed(block)]
    for number, text in enumerate(texts, start=1):
        mark = width(f"{number}.") if len(texts) > 1 else 0.0
        hanging = mark + width(_LIST_LABEL) if number == 1 else mark
        left = look.left + width(_LIST_LABEL) + mark
        items.append(f'<p style="padding-left:{em(left)};text-indent:{em(-hanging)}">{escaped(text)}</p>')
    return classed("attachment-list", "\n".join(items), "div")
