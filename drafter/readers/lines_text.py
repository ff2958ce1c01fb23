"""Plain text: a .txt that somebody else wrote as lines, in any of the encodings that Chinese offices have.

UTF-8 with or without BOM, UTF-16 with BOM, GB18030 (Windows' Chinese Notepad of old, and everything of GB 2312).
"""

from __future__ import annotations

import codecs
import re

from drafter.lines import SourceLine, Stretch
from drafter.problems import DraftError, problem

__all__ = ["MOST_LINES", "as_text", "indent", "read"]

MOST_LINES = 200_000
_MOST_BYTES = 20 * 1024 * 1024  # some ten thousand pages

_WITH_BOM = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a]")
_WIDE_BLANK = "\u3000"


def read(data: bytes) -> tuple[SourceLine, ...]:
    """Every line that is not blank. DraftError, without a place, where the bytes are no text, or too much of it."""
    lines = as_text(data).splitlines()
    if len(lines) > MOST_LINES:
        raise DraftError([problem("R603", None, reason=f"里有超过{MOST_LINES}行")])
    return tuple(
        SourceLine(words, number, indent(line), stretches=behind_blanks(line, number))
        for number, line in enumerate(lines, start=1)
        if (words := line.strip())
    )


def behind_blanks(line: str, number: int) -> tuple[Stretch, ...]:
    """Where the words of a line stand that may begin with blanks."""
    blanks = len(line) - len(line.lstrip())
    return (Stretch(0, number, blanks + 1),) if blanks else ()


def indent(line: str) -> int:
    """How far a line is indented, in half-width columns."""
    blank = line[: len(line) - len(line.lstrip())]
    return sum(2 if char == _WIDE_BLANK else 4 if char == "\t" else 1 for char in blank)


def as_text(data: bytes) -> str:
    """The text in the bytes. DraftError, without a place, where they are none in an encoding we know, or too many."""
    if len(data) > _MOST_BYTES:
        raise DraftError([problem("R603", None, reason=f"有{len(data) / 1048576:.0f} MB")])
    encoding = next((name for bom, name in _WITH_BOM if data.startswith(bom)), None)
    for tried in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(tried)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(text):
            return text
    raise DraftError([problem("R606")])
