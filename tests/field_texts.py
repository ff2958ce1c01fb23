"""Texts of all kinds of files for the proofreader to read as `drafter check` reads them, for tests and benchmarks.

A .word is the plain text of a Word file (see `word_text`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from drafter import reading
from drafter.problems import Problem
from tests.word_text import source_lines, word_document

__all__ = ["proofread", "texts"]

_SUFFIXES = (".txt", ".md", ".word")


def texts(folder: Path) -> list[Path]:
    """The texts of a folder."""
    return sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)


def proofread(text: Path) -> Iterator[tuple[int, Problem]]:
    """What `drafter check` says of the text's file, each with the line of the text, from 1."""
    words = text.read_text("utf-8")
    is_word = text.suffix == ".word"
    lines = source_lines(words) if is_word else list(range(1, words.count("\n") + 2))
    with TemporaryDirectory() as folder:
        file = Path(folder, text.name).with_suffix(".docx" if is_word else text.suffix)
        file.write_bytes(word_document(words) if is_word else words.encode())
        for each in reading.proofread(file):
            assert each.place is not None
            yield lines[each.place.line - 1], each
