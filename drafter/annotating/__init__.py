"""Annotating (批注): comments put into a Word file that somebody has, and nothing else of it changed.

Paragraphs and columns are those that its lines are read with (`readers.lines_docx`): one walk through the document says
both what is printed and where it stands. Every part but the document, its comments and what announces them is kept as
it is, byte for byte; text, looks, tracked changes, fields, and other people's comments are kept in these, too.

    anchors     锚点      comments' ranges among the runs of a paragraph
    comments    批注      what the comments say, in the file's own comments part and in its own styles

A template (.dotx) becomes a document. A digital signature does not outlive any change of what it signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from drafter.annotating.anchors import RANGE_START, Anchors, Range
from drafter.annotating.comments import Comments
from drafter.problems import DraftError, problem
from drafter.readers.lines_docx import Paragraph, Walk, walk
from drafter.word_package import CONTENT_TYPES, DOCUMENT, TEMPLATE, RefusedError
from drafter.writers.docx_package import member, pack
from drafter.writers.letterhead_package import Package
from drafter.writers.letterhead_package import RefusedError as DamagedError
from drafter.writers.letterhead_parts import Parts

__all__ = ["Annotation", "annotated"]


_MOST_RANGES = 32_767  # Word opens no file with more (MS-OI29500, 2.1.315)


class Annotation(NamedTuple):
    """批注 on `length` characters from `column` of paragraph `line` on, both from 1 as `SourceLine` has them.

    What reaches past the paragraph ends with it. For characters of an automatic number, which no run holds, the first
    one behind it stands; for a paragraph without text, all of it. Each line of `words` is a paragraph of the comment.
    """

    line: int
    column: int
    length: int
    words: str


def annotated(data: bytes, notes: Sequence[Annotation]) -> bytes:
    """The .docx `data` with `notes` as comments, in the order of the text; ranges may overlap. Without notes, `data`.

    DraftError, without a place, where the bytes are no .docx or may not be opened, as in `lines_docx.read`, and where
    Word would not open what is asked for. IndexError for a paragraph that is not there.
    """
    if not notes:
        return data
    walked = walk(data)
    if sum(1 for _ in walked.root.iter(RANGE_START)) + len(notes) > _MOST_RANGES:
        raise DraftError([problem("R603", None, reason=f"要有超过{_MOST_RANGES}条批注")])
    try:
        return _annotated(walked, sorted(notes))
    except (RefusedError, DamagedError) as refused:
        raise DraftError([problem("R601", None, reason="它已经损坏")]) from refused


def _annotated(walked: Walk, notes: Sequence[Annotation]) -> bytes:
    parts = Parts(Package("", walked.parts, walked.main))
    comments = Comments(parts, walked.root)
    anchors = Anchors(walked.root, comments.reference)
    grouped: dict[int, list[Range]] = {}
    for note in notes:
        if not 1 <= note.line <= len(walked.paragraphs):
            raise IndexError(f"no paragraph {note.line} among {len(walked.paragraphs)}")
        id_ = comments.add(note.words.split("\n"))
        grouped.setdefault(note.line, []).append(_range(id_, note, walked.paragraphs[note.line - 1]))
    for line, ranges in grouped.items():
        anchors.put(walked.paragraphs[line - 1], ranges)
    parts.put(walked.main, walked.root)
    comments.put()
    parts.parts[CONTENT_TYPES] = parts.parts[CONTENT_TYPES].replace(TEMPLATE.encode(), DOCUMENT.encode())
    return pack(member(name, content) for name, content in parts.parts.items())


def _range(id_: int, note: Annotation, paragraph: Paragraph) -> Range:
    """The same characters among the paragraph's letters, at least one; all where none of them is printed."""
    total = sum(len(each.text) for each in paragraph.letters)
    if total <= paragraph.skipped:
        return Range(id_, 0, total)
    begin = note.column - 1 - len(paragraph.number) + paragraph.skipped
    end = min(begin + note.length, total)
    begin = max(min(begin, total - 1), paragraph.skipped)
    return Range(id_, begin, max(end, begin + 1))
