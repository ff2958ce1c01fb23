"""Readers: the bytes of a file in, a `Document` out, without origins.

Each format is one module of this package with `read(data) -> Document`; a new format is a new module and a new line in
`READERS`. A module is imported when its format is first asked for. What cannot be read is a `DraftError` whose problems
have no place yet: only who opened the file knows its name.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from drafter.document import Document

__all__ = ["MOST_BYTES", "READERS", "Format", "Read", "format_for_suffix", "reader"]

MOST_BYTES = 50 * 1024 * 1024
"""No reader takes a larger file."""

Read = Callable[[bytes], Document]


class Format(NamedTuple):
    """格式: a format's name, the module that reads it and its file suffixes, the usual one first."""

    name: str
    module: str
    suffixes: tuple[str, ...]


_FORMATS = (
    Format("docx", "drafter.readers.docx", (".docx", ".docm", ".doc")),  # who brings an old .doc is told what it is
)

READERS = MappingProxyType({form.name: form for form in _FORMATS})
"""Every format that can be read, by name."""


def reader(name: str) -> Read:
    """The `read` function of a format; raises `KeyError` where there is no format of that name."""
    return cast(Read, import_module(READERS[name].module).read)


def format_for_suffix(suffix: str) -> Format | None:
    """The format that a file suffix such as `.docx` stands for (case does not matter), or None."""
    lowered = suffix.lower()
    return next((form for form in _FORMATS if lowered in form.suffixes), None)
