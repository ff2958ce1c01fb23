"""Readers: the bytes of a file in, a `Document` out, without origins; or the lines of somebody else's file.

Each format is one module of this package: `read(data) -> Document` for our own files, named in `READERS`, or
`read(data) -> tuple[SourceLine, ...]` for other people's, named in `LINE_READERS`. A module is imported when its format
is first asked for. What cannot be read is a `DraftError` whose problems have no place yet: only who opened the file
knows its name.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from drafter.document import Document

if TYPE_CHECKING:
    from drafter.lines import SourceLine

__all__ = [
    "LINE_READERS",
    "MOST_BYTES",
    "READERS",
    "Format",
    "Read",
    "ReadLines",
    "format_for_suffix",
    "line_format_for_suffix",
    "line_reader",
    "reader",
]

MOST_BYTES = 50 * 1024 * 1024
"""No reader takes a larger file."""

Read = Callable[[bytes], Document]
ReadLines = Callable[[bytes], "tuple[SourceLine, ...]"]


class Format(NamedTuple):
    """格式: a format's name, the module that reads it and its file suffixes, the usual one first."""

    name: str
    module: str
    suffixes: tuple[str, ...]


_FORMATS = (
    Format("docx", "drafter.readers.docx", (".docx", ".docm", ".doc")),  # who brings an old .doc is told what it is
)

_LINE_FORMATS = (
    Format("docx", "drafter.readers.lines_docx", (".docx", ".docm", ".dotx")),
    Format("markdown", "drafter.readers.lines_markdown", (".md", ".markdown")),
    Format("text", "drafter.readers.lines_text", (".txt",)),
)

READERS = MappingProxyType({form.name: form for form in _FORMATS})
"""Every format that can be read into a document, by name."""

LINE_READERS = MappingProxyType({form.name: form for form in _LINE_FORMATS})
"""Every format that can be read line by line, by name."""


def reader(name: str) -> Read:
    """The `read` function of a format; raises `KeyError` where there is no format of that name."""
    return cast(Read, import_module(READERS[name].module).read)


def line_reader(name: str) -> ReadLines:
    """The function that reads a format line by line; raises `KeyError` where there is no format of that name."""
    return cast(ReadLines, import_module(LINE_READERS[name].module).read)


def format_for_suffix(suffix: str) -> Format | None:
    """The format that a file suffix such as `.docx` stands for (case does not matter), or None."""
    return _with_suffix(_FORMATS, suffix)


def line_format_for_suffix(suffix: str) -> Format | None:
    """The format that files of that suffix are read in line by line (case does not matter), or None."""
    return _with_suffix(_LINE_FORMATS, suffix)


def _with_suffix(formats: tuple[Format, ...], suffix: str) -> Format | None:
    lowered = suffix.lower()
    return next((form for form in formats if lowered in form.suffixes), None)
