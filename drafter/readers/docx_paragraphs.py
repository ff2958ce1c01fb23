"""The blocks that are one paragraph of a .docx: body text, headings, points and what stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.document import (
    Block,
    Date,
    Heading,
    Note,
    Paragraph,
    Point,
    Remark,
    Run,
    Salutation,
    Signature,
    Text,
)
from drafter.readers.docx_text import Piece, WordParagraph, one_line
from drafter.word_styles import HEADING_NUMBERS, HEADING_WORDS, HEADINGS, CharacterStyle

__all__ = ["as_text", "single", "unbracketed"]

_NUMBERS: tuple[CharacterStyle, ...] = ("Number", "LeadNumber", *HEADING_NUMBERS)
_LEVELS = {
    **{style: level for level, style in enumerate(HEADING_WORDS, start=1)},
    **{style: level for level, style in enumerate(HEADING_NUMBERS, start=1)},
}

Pieces = Sequence[Piece]


def as_text(words: str) -> Text:
    """A text of one run, in one line; none for no words."""
    return (Run(one_line(words)),) if words else ()


def unbracketed(words: str) -> str:
    """The words without the round brackets that a writer put around them."""
    return words[1:-1] if words.startswith("（") and words.endswith("）") else words


def single(paragraph: WordParagraph) -> Iterator[Block]:
    """The block that the paragraph is by itself; body text whose author broke its lines is several."""
    text = paragraph.text
    match paragraph.style:
        case "Salutation":
            yield Salutation(as_text(text))
        case "Note":
            yield Note(as_text(text))
        case "Date" | "DateUnderTitle":
            yield Date(as_text(text))
        case "Signature" | "SignatureUnderTitle":
            yield Signature(as_text(text), any(piece.style == "Sealed" for piece in paragraph.pieces))
        case "Remark":
            yield Remark(as_text(unbracketed(text)))
        case "Heading1" | "Heading2" | "Heading3" | "Heading4":
            yield _heading_alone(HEADINGS.index(paragraph.style) + 1, paragraph.pieces)
        case _:
            yield from _body(paragraph.pieces)


def _heading_alone(level: int, pieces: Pieces) -> Heading:
    number, words = _opening(pieces, _NUMBERS)
    stop = words[-1].text if words and words[-1].style == "HeadingStop" else ""
    return Heading(level, number, _lines(_joined(words).removesuffix(stop)), stop)


def _body(pieces: Pieces) -> Iterator[Block]:
    """A run-in heading, a point, or paragraphs: told by the style of the first words."""
    style = pieces[0].style
    if style in _LEVELS:
        yield _run_in_heading(_LEVELS[style], pieces)
    elif style in _NUMBERS:
        number, rest = _opening(pieces, _NUMBERS)
        lead, rest = _opening(rest, ("Lead",))
        yield Point(number, as_text(lead), as_text(_joined(rest)))
    else:
        for line in _split(pieces):
            lead, rest = _opening(line, ("Lead",))
            yield Paragraph(as_text(_joined(rest)), as_text(lead))


def _run_in_heading(level: int, pieces: Pieces) -> Heading:
    number, rest = _opening(pieces, HEADING_NUMBERS)
    words, rest = _opening(rest, HEADING_WORDS)
    stop, rest = _opening(rest, ("HeadingStop",))
    return Heading(level, number, _lines(words), stop, as_text(_joined(rest)))


def _opening(pieces: Pieces, styles: Sequence[CharacterStyle]) -> tuple[str, Pieces]:
    """What the paragraph begins with in one of these styles, and the rest."""
    count = next((index for index, piece in enumerate(pieces) if piece.style not in styles), len(pieces))
    return _joined(pieces[:count]), pieces[count:]


def _joined(pieces: Pieces) -> str:
    return "".join([piece.text for piece in pieces])


def _lines(words: str) -> tuple[Text, ...]:
    return tuple(map(as_text, words.split("\n")))


def _split(pieces: Pieces) -> list[list[Piece]]:
    """The lines that an author broke by hand; empty ones left out."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        found[-1].append(Piece(piece.style, first))
        found += [[Piece(piece.style, line)] for line in others]
    return [line for line in found if _joined(line)]
