"""The blocks that are one paragraph of a .docx: body text, headings, points and what stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
from drafter.numbering import STOPS, heading_number, point_number
from drafter.readers.docx_text import Piece, WordParagraph, one_line
from drafter.word_styles import HEADINGS, MARKS, RUN_IN, WORDS, CharacterStyle

__all__ = ["as_text", "single", "unbracketed"]

_LEVELS = {
    **{style: level for level, style in enumerate(RUN_IN, start=1)},
    **{MARKS[style]: level for level, style in enumerate(RUN_IN, start=1)},
    **{WORDS[style]: level for level, style in enumerate(RUN_IN, start=1)},
}
_LEAD: tuple[CharacterStyle, ...] = ("Lead", "LeadWords")
_ALL_MARKS = frozenset(MARKS.values())
_ALL_WORDS = frozenset(WORDS.values())

Pieces = Sequence[Piece]


def as_text(words: str) -> Text:
    """A text of one run, in one line; none for no words."""
    line = one_line(words)
    return (Run(line),) if line else ()


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
    stop, rest = _closing(pieces)
    number, words = _number(rest, heading_number)
    return Heading(level, number, _lines(_joined(words)), stop)


def _run_in_heading(level: int, pieces: Pieces) -> Heading:
    count = next((index for index, piece in enumerate(pieces) if piece.style not in _LEVELS), len(pieces))
    number, words = _number(pieces[:count], heading_number)
    stop, body = _number(pieces[count:], _first_stop)
    return Heading(level, number, _lines(_joined(words)), stop, as_text(_joined(body)))


def _body(pieces: Pieces) -> Iterator[Block]:
    """A run-in heading, a point, or paragraphs: told by how the first words are set, and by what they are."""
    style = pieces[0].style
    if style in _LEVELS:
        yield _run_in_heading(_LEVELS[style], pieces)
        return
    for line in _split(pieces):
        number, rest = _number(line, point_number)
        lead, text = _opening(rest, _LEAD)
        words = as_text(_joined(text))
        yield Point(number, as_text(lead), words) if number else Paragraph(words, as_text(lead))


# ---- numbers, marks and stops ---------------------------------------------------------------------------------------


def _number(pieces: Pieces, recognised: Callable[[str], str]) -> tuple[str, Pieces]:
    """The number that the pieces open with, and the rest. What a style says comes before what the words look like."""
    if pieces and pieces[0].style in _ALL_MARKS:
        return pieces[0].text, pieces[1:]
    if pieces and pieces[0].style in _ALL_WORDS:
        return "", pieces
    number = recognised(_joined(pieces))
    return number, _behind(pieces, len(number))


def _first_stop(words: str) -> str:
    return words[:1] if words[:1] in STOPS else ""


def _closing(pieces: Pieces) -> tuple[str, Pieces]:
    """The stop that a heading alone ends with, and what stands before it."""
    *before, last = pieces
    if last.style in _ALL_MARKS and before:
        return last.text, before
    if last.style in _ALL_WORDS or last.text[-1] not in STOPS:
        return "", pieces
    return last.text[-1], [*before, Piece(last.style, last.text[:-1])]


def _behind(pieces: Pieces, count: int) -> Pieces:
    """The pieces without their first characters."""
    rest = list(pieces)
    while count:
        first = rest.pop(0)
        if len(first.text) > count:
            rest.insert(0, Piece(first.style, first.text[count:]))
        count -= min(count, len(first.text))
    return rest


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
