"""Word: a .docx back into a document, as the writer of the same name made it, whatever a clerk has changed in it since.

Roles are told by the names of styles (`word_styles`), numbers and marks by their looks (`numbering`) where no style
says otherwise, so they outlive Word, WPS and LibreOffice. A document comes back as it was written, apart from origins,
with four exceptions, none of which composing makes: a block without any text is a blank line to Word; characters that
XML does not know have become U+FFFD; a table without rows does not say what its columns hold; a picture's size in
pixels is that of its file.

A tracked change counts as accepted. What stands in headers, footers, notes and text boxes is left out, and so are
pictures that are neither PNG nor JPEG or that are not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from drafter.document import Document, Properties
from drafter.pictures import Measured, PictureError, measured
from drafter.problems import DraftError, problem
from drafter.readers import MOST_BYTES
from drafter.readers.docx_blocks import Item, blocks
from drafter.readers.docx_styles import Styles, styles
from drafter.readers.docx_table import word_table
from drafter.readers.docx_text import inside, paragraph
from drafter.word_package import (
    Fault,
    Limits,
    RefusedError,
    W,
    content_types,
    document_part,
    parsed,
    relationships,
    unpacked,
)

__all__ = ["CODES", "LIMITS", "MOST_PARAGRAPHS", "read"]

# A table of much alike rows unfolds to 175 times its size.
LIMITS = Limits(file=MOST_BYTES, unpacked=200 * 1024 * 1024, members=3000, ratio=300)
MOST_PARAGRAPHS = 200_000
CODES: Mapping[Fault, str] = {"unusable": "R601", "locked": "R602", "excessive": "R603", "entities": "R604"}
_BODY, _PARAGRAPH, _TABLE = f"{W}body", f"{W}p", f"{W}tbl"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes) -> Document:
    """The document in the bytes of a .docx. DraftError, without a place, where they are none or may not be opened."""
    try:
        return _document(unpacked(data, LIMITS))
    except RefusedError as refused:
        raise DraftError([problem(CODES[refused.fault], None, **refused.words)]) from refused


def _document(parts: Mapping[str, bytes]) -> Document:
    main = document_part(parts, content_types(parts))
    body = parsed(parts[main]).find(_BODY)
    if body is None:
        raise RefusedError("unusable", reason="它已经损坏")
    if sum(1 for _ in body.iter(_PARAGRAPH)) > MOST_PARAGRAPHS:
        raise RefusedError("excessive", reason=f"里有超过{MOST_PARAGRAPHS}个段落")
    related = [each for each in relationships(parts, main) if not each.external and each.target in parts]
    defined = next((parsed(parts[each.target]) for each in related if each.kind.endswith("/styles")), None)
    pictures = {each.id: parts[each.target] for each in related if each.kind.endswith("/image")}
    found = blocks(_items(body, styles(defined)), dict(_measured(pictures)))
    return Document(tuple(found), _properties(parts))


def _items(body: etree._Element, roles: Styles) -> Iterator[Item]:
    for element in inside(body):
        if element.tag == _PARAGRAPH:
            yield paragraph(element, roles)
        elif element.tag == _TABLE:
            yield word_table(element, roles)


def _measured(pictures: Mapping[str, bytes]) -> Iterator[tuple[str, Measured]]:
    for id_, content in pictures.items():
        try:
            yield id_, measured(content)
        except PictureError:
            continue


def _properties(parts: Mapping[str, bytes]) -> Properties:
    kinds = (each.target for each in relationships(parts, "") if each.kind.endswith("/core-properties"))
    name = next((target for target in kinds if target in parts), None)
    if name is None:
        return Properties("")
    root = parsed(parts[name])
    title, author, subject = (root.findtext(f"{_DC}{each}") or "" for each in ("title", "creator", "subject"))
    return Properties(title, author, subject)
