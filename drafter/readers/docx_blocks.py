"""From the paragraphs and tables of a .docx to the blocks of a document: each role by the style it wears.

What the writer adds to a text (labels, brackets, numbers of attachments, blank lines) is taken away again. A paragraph
whose style is no role of ours, or does not stand where that role can, is a paragraph of the text.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.document import Attachment, AttachmentList, Block, Letterhead, Picture, Text, Title
from drafter.pictures import Measured
from drafter.readers.docx_paragraphs import as_text, single, unbracketed
from drafter.readers.docx_table import WordTable, imprint, is_imprint, table
from drafter.readers.docx_text import WordParagraph
from drafter.word_styles import CharacterStyle, StyleId

__all__ = ["Item", "blocks"]

Item = WordParagraph | WordTable

_LABEL = re.compile(r"附件\s*(\d{1,6})?")
_LISTED, _LISTED_NUMBER = "附件：", re.compile(r"\d+\.")
_SIGNER_LABEL = "签发人："
_SIGNED = re.compile(rf"([^\t]*)\t(?:{_SIGNER_LABEL})?\t([^\t]+)")
_LETTERHEAD: tuple[StyleId, ...] = (
    "LetterheadSerial",
    "LetterheadSecrecy",
    "LetterheadUrgency",
    "LetterheadOrgan",
    "LetterheadNumber",
)
_MAY_BE_EMPTY: tuple[StyleId, ...] = ("Title", "LetterheadNumber")
_LYING: dict[CharacterStyle, bool] = {"Landscape": True, "Upright": False}


def blocks(items: Iterable[Item], pictures: Mapping[str, Measured]) -> Iterator[Block]:
    """The blocks in order. `pictures` are those that can be shown, by their relationships."""
    yield from _Blocks(items, pictures).all()


class _Blocks:
    """Takes items from the front; a block may take several."""

    def __init__(self, items: Iterable[Item], pictures: Mapping[str, Measured]) -> None:
        self.items = deque(item for item in items if _says_something(item))
        self.pictures = pictures

    def all(self) -> Iterator[Block]:
        while self.items:
            item = self.items.popleft()
            if isinstance(item, WordTable):
                yield from _table(item)
                continue
            yield from self.pictured(item)
            if item.pieces or item.style in _MAY_BE_EMPTY:
                yield from self.paragraph(item)

    def next_paragraph(self, *styles: StyleId) -> WordParagraph | None:
        """The next item, taken, if it is a paragraph of one of these styles."""
        item = self.items[0] if self.items else None
        if isinstance(item, WordParagraph) and item.style in styles:
            self.items.popleft()
            return item
        return None

    def next_table(self) -> WordTable | None:
        """The next item, taken, if it is a table."""
        item = self.items[0] if self.items else None
        if isinstance(item, WordTable) and not is_imprint(item):
            self.items.popleft()
            return item
        return None

    def pictured(self, item: WordParagraph) -> Iterator[Block]:
        """The paragraph's pictures; a caption belongs to the last one."""
        shown = [self.pictures[id_] for id_ in item.pictures if id_ in self.pictures]
        for number, picture in enumerate(shown, start=1):
            last = number == len(shown) and not item.pieces
            caption = self.next_paragraph("PictureCaption") if last else None
            yield Picture(*picture, as_text(caption.text) if caption else ())

    def paragraph(self, item: WordParagraph) -> Iterator[Block]:
        """What the paragraph is, together with those that belong to it."""
        if item.style == "Title":
            yield from self.title(item)
        elif item.style == "AttachmentLabel":
            yield self.attachment(item)
        elif item.style == "AttachmentList":
            yield self.attachment_list(item)
        elif item.style in _LETTERHEAD:
            yield from self.letterhead(item)
        elif item.style == "Caption":
            following = self.next_table()
            yield from _table(following, as_text(item.text)) if following else single(item)
        else:
            yield from single(item)

    def title(self, item: WordParagraph) -> Iterator[Block]:
        """A title with its status."""
        if item.pieces:
            lines = tuple(map(as_text, item.text.split("\n")))
            status = self.next_paragraph("Status")
            yield Title(lines, as_text(unbracketed(status.text)) if status else ())

    def attachment(self, item: WordParagraph) -> Attachment:
        """The label with the title below it."""
        label = _LABEL.fullmatch(item.text)
        number = int(label[1]) if label and label[1] else None
        title = self.next_paragraph("Title")
        return Attachment(number, as_text(title.text) if title else (), _LYING.get(item.pieces[0].style))

    def attachment_list(self, item: WordParagraph) -> AttachmentList:
        """The titles without label and numbers; a label begins another list."""
        found = [item.text.removeprefix(_LISTED)]
        while following := self.next_paragraph("AttachmentList"):
            if following.text.startswith(_LISTED):
                self.items.appendleft(following)
                break
            found.append(following.text)
        titles = [_LISTED_NUMBER.sub("", title, count=1) for title in found] if len(found) > 1 else found
        return AttachmentList(tuple(map(as_text, titles)))

    def letterhead(self, item: WordParagraph) -> Iterator[Block]:
        """All lines down to the red rule."""
        lines = [item]
        while not lines[-1].is_ruled and (following := self.next_paragraph(*_LETTERHEAD)):
            lines.append(following)
        organs = tuple(as_text(line.text) for line in lines if line.style == "LetterheadOrgan")
        numbered = [_numbered(line) for line in lines if line.style == "LetterheadNumber"]
        number = as_text("".join([number for number, _ in numbered]))
        signers = tuple(as_text(name) for _, names in numbered for name in names)
        marks = [as_text(_written(lines, style)) for style in _LETTERHEAD[:3]]
        if organs or number or signers or any(marks):
            yield Letterhead(organs, number, signers, *marks)


def _says_something(item: Item) -> bool:
    """A blank line does not; but an attachment's title and 发文字号 are there even if they are empty."""
    return isinstance(item, WordTable) or bool(item.pieces or item.pictures) or item.style in _MAY_BE_EMPTY


def _table(item: WordTable, caption: Text = ()) -> Iterator[Block]:
    found = imprint(item) if is_imprint(item) else table(item, caption)
    yield from () if found is None else (found,)


def _written(lines: Sequence[WordParagraph], style: StyleId) -> str:
    return "".join([line.text for line in lines if line.style == style])


def _numbered(line: WordParagraph) -> tuple[str, list[str]]:
    """发文字号 and 签发人: the number stands before their label, one character in, or alone on its line."""
    signers = [piece.text for piece in line.pieces if piece.style == "Signer"]
    if signers:
        before = line.pieces[0].text if line.pieces[0].style != "Signer" else ""
        number = before.removesuffix("\t").removesuffix(_SIGNER_LABEL).removesuffix("\t")
        return number.removeprefix("　"), signers
    typed = _SIGNED.fullmatch(line.text)
    if typed is None:
        return line.text, []
    return typed[1].removeprefix("　"), [name for name in typed[2].split("　") if name]
