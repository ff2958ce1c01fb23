"""Reading (读入): the roads from a file that somebody has to a document, or to the outline of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drafter.catalogue import os_reason
from drafter.document import Document
from drafter.pipeline import render, uncollected
from drafter.place import Place
from drafter.problems import DraftError, Problem, in_order, problem
from drafter.readers import MOST_BYTES, format_for_suffix, line_format_for_suffix, line_reader, reader

if TYPE_CHECKING:
    from drafter.outline import Outline
    from drafter.proof import Settings

T = TypeVar("T")


def read(path: Path) -> Document:
    """The document in a file that somebody has. DraftError where its contents cannot be read.

    ValueError for a suffix that no reader knows.
    """
    form = format_for_suffix(path.suffix)
    if form is None:
        raise ValueError(f"no reader for “{path.suffix}”")
    return _read(path, reader(form.name))


def outline(path: Path) -> Outline:
    """What each line of a document is that somebody else wrote. DraftError where its contents cannot be read.

    ValueError for a suffix that no reader knows. An old .doc is read where this computer has LibreOffice.
    """
    from drafter import outline as room

    form = line_format_for_suffix(".docx" if path.suffix.lower() in _OLD_WORD else path.suffix)
    if form is None:
        raise ValueError(f"no reader for “{path.suffix}”")
    found = room.outline(_read(path, _word_form(path, line_reader(form.name))))
    if not found.lines:
        raise DraftError([problem("R609", Place(str(path), 1, 1))])
    return found


def proofread(path: Path) -> tuple[Problem, ...]:
    """What the proofreader finds in a document that somebody wrote, sorted by place. DraftError as for `outline`.

    A place is the line of a .txt or .md, the paragraph's number in a Word document. The settings and word lists are
    those near the document.
    """
    from drafter import proof

    document, settings = _to_proofread(path)
    return in_order(proof.document_problems(document, settings, exact=True))


def commented(path: Path, problems: Iterable[Problem]) -> bytes:
    """The document at `path` as a Word file with its problems as comments. DraftError as for `outline`.

    A Word file is kept as it is but for the comments, an old one as this computer's LibreOffice converts it; a text
    file is set as GB/T 9704-2012 wants it.
    """
    from drafter import proof
    from drafter.annotating import Annotation, annotated

    document, settings = _to_proofread(path)
    if path.suffix.lower() not in (".docx", *_OLD_WORD):
        return render(proof.commented(document, problems, settings, exact=True), "docx")
    notes = [
        Annotation(place.line, place.column, length, words)
        for place, length, words in proof.comments(document, problems, settings)
    ]
    return _read(path, _word_form(path, lambda data: annotated(data, notes)))


def _to_proofread(path: Path) -> tuple[Document, Settings]:
    """The document that the file's outline describes, and the settings near the file."""
    from drafter import proof
    from drafter.library import library_for
    from drafter.outline.document import outline_document

    return outline_document(outline(path), str(path)), proof.settings(library_for(path.parent))


_OLD_WORD = (".doc", ".wps", ".rtf")


def _word_form(path: Path, use: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """`use` for the bytes of the file at `path`, given those of a .docx also where it is an old Word file.

    These are converted by the office program; a .docx that is only called .doc is not.
    """
    if path.suffix.lower() not in _OLD_WORD:
        return use
    from drafter import office

    def use_converted(data: bytes) -> T:
        if data.startswith(b"PK") or len(data) > MOST_BYTES:
            return use(data)
        try:
            return use(office.docx(data))
        except office.OfficeError as error:
            raise DraftError([problem("R608", reason=str(error))]) from error

    return use_converted


def _read(path: Path, reading: Callable[[bytes], T]) -> T:
    """What `reading` makes of the file's bytes; problems get the file's name."""
    place = Place(str(path), 1, 1)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        with uncollected():
            return reading(data)
    except DraftError as error:
        raise DraftError([found._replace(place=place) for found in error.problems]) from error
    except OSError as error:
        raise DraftError([problem("R605", place, reason=os_reason(error))]) from error
