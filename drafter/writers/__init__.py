"""Writers: a `Document` and a `Layout` in, the bytes of a file out.

Each format is one module of this package with `write(document, layout) -> bytes`; a new format is a new module and a
new line in `WRITERS`. A module is imported when its format is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from drafter.document import Document
from drafter.layout import Layout

__all__ = ["WRITERS", "Format", "Write", "format_for_suffix", "writer"]

Write = Callable[[Document, Layout], bytes]


class Format(NamedTuple):
    """格式: a format's name, the module that writes it and its file suffixes, the usual one first."""

    name: str
    module: str
    suffixes: tuple[str, ...]


_FORMATS = (
    Format("docx", "drafter.writers.docx", (".docx",)),
    Format("html", "drafter.writers.html", (".html", ".htm")),
    Format("markdown", "drafter.writers.markdown", (".md", ".markdown")),
    Format("text", "drafter.writers.text", (".txt",)),
)

WRITERS = MappingProxyType({form.name: form for form in _FORMATS})
"""Every format that can be written, by name."""


def writer(name: str) -> Write:
    """The `write` function of a format; raises `KeyError` where there is no format of that name."""
    return cast(Write, import_module(WRITERS[name].module).write)


def format_for_suffix(suffix: str) -> Format | None:
    """The format that a file suffix such as `.docx` stands for (case does not matter), or None."""
    lowered = suffix.lower()
    return next((form for form in _FORMATS if lowered in form.suffixes), None)
